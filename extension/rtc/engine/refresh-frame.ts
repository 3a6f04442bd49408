/**
 * Makes a capture deliver a frame at once, also of a page on which nothing moves: a new reader of a track is given one
 * (Chromium's MediaStreamVideoTrack::AddSink requests a refresh frame), and all others get it too.
 */
export function refreshFrame(track: MediaStreamTrack): void {
  if (!('MediaStreamTrackProcessor' in globalThis)) return;
  void readOne(track).catch(() => undefined);
}

async function readOne(track: MediaStreamTrack): Promise<void> {
  const reader = new MediaStreamTrackProcessor<VideoFrame>({ track }).readable.getReader();
  const { value: frame } = await reader.read();
  frame?.close();
  await reader.cancel();
}
