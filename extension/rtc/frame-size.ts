import type { Size } from '../core/encoding.ts';
import { repeat } from './schedule.ts';

/** How often a window's size is looked at again, in ms: a resized window shows in the popup and in the scale. */
const PROBE_MS = 2000;

export interface FrameEvents {
  /** The first size, and every other. */
  readonly resized: (size: Size) => void;
  /** No frame has come for 2 s, though one was asked for: again and again, until one comes. */
  readonly stands: (stands: boolean) => void;
}

/**
 * Follows the frames of a capture, and their size. Frames are looked at, not `getSettings()`, which reports what was asked
 * for; and `requestVideoFrameCallback` never runs in an offscreen document.
 * @param track read, not cloned: a clone keeps a tab captured
 */
export function watchFrames(track: MediaStreamTrack, signal: AbortSignal, events: FrameEvents): void {
  let known: Size | null = null;
  let looking = false;
  let standing = false;

  async function probe(): Promise<void> {
    const size = await frameSize(track, signal);
    if (signal.aborted || !size) return;
    if (standing) events.stands((standing = false));
    if (known?.width === size.width && known.height === size.height) return;
    known = size;
    events.resized(size);
  }

  // A track that ends in the middle of a look has no size any more.
  function look(): void {
    // A still page gives a frame to each new reader; who gives none in all that time gives none at all.
    if (looking) return events.stands((standing = true));
    looking = true;
    void probe()
      .catch(() => undefined)
      .finally(() => (looking = false));
  }

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
