/** px: enough to choose a region on. */
const STILL_WIDTH = 720;
const STILL_QUALITY = 0.8;

/** A picture of what a capture shows now. @returns a JPEG's data URL; null where the browser can't take one */
export async function takeStill(stream: MediaStream): Promise<string | null> {
  const [track] = stream.getVideoTracks();
  if (!track || !('MediaStreamTrackProcessor' in globalThis)) return null;
  // Of its own: in a pause the track itself is black.
  const clone = track.clone();
  clone.enabled = true;
  const reader = new MediaStreamTrackProcessor<VideoFrame>({ track: clone }).readable.getReader();
  try {
    const { value: frame } = await reader.read();
    return frame ? drawStill(frame) : null;
  } finally {
    void reader.cancel().catch(() => undefined);
    clone.stop();
  }
}

function drawStill(frame: VideoFrame): string | null {
  const { displayWidth, displayHeight } = frame;
  const width = Math.min(STILL_WIDTH, displayWidth);
  const height = Math.round((displayHeight * width) / displayWidth);
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context?.drawImage(frame, 0, 0, width, height);
  frame.close();
  return context ? canvas.toDataURL('image/jpeg', STILL_QUALITY) : null;
}
