import type { Size } from '../core/encoding.ts';
import { repeat } from './schedule.ts';

/** How often a window's size is looked at again, in ms: a resized window shows in the popup and in the scale. */
const PROBE_MS = 2000;

/**
 * Follows the size of a capture's frames. Frames are looked at, not `getSettings()`, which reports what was asked
 * for; and `requestVideoFrameCallback` never runs in an offscreen document.
 * @param track read, not cloned: a clone keeps a tab captured
 * @param changed called with the first size and with every other
 */
export function probeFrameSize(
  track: MediaStreamTrack,
  signal: AbortSignal,
  changed: (size: Size) => void,
): void {
  let known: Size | null = null;

  async function probe(): Promise<void> {
    const size = await frameSize(track, signal);
    if (!size || signal.aborted || (known?.width === size.width && known.height === size.height)) return;
    known = size;
    changed(size);
  }

  // A track that ends in the middle of a look has no size any more.
  const look = () => void probe().catch(() => undefined);
  look();
  signal.addEventListener('abort', repeat(PROBE_MS, look), { once: true });
}

async function frameSize(track: MediaStreamTrack, signal: AbortSignal): Promise<Size | null> {
  if (!('MediaStreamTrackProcessor' in globalThis)) {
    const { width, height } = track.getSettings();
    return width && height ? { width, height } : null;
  }
  const reader = new MediaStreamTrackProcessor<VideoFrame>({ track }).readable.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { value: frame } = await reader.read();
    if (!frame) return null;
    const size = { width: frame.displayWidth, height: frame.displayHeight };
    frame.close();
    return size;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
