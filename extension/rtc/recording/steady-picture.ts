import type { Size } from '../../core/encoding.ts';
import { fitFrame, recordingSize } from '../../core/recording/fit.ts';
import { createSourceClock } from '../../core/recording/source-clock.ts';
import { repeat } from '../schedule.ts';
import { createDrawnPicture } from './drawn-picture.ts';

/**
 * One picture track of one size, whatever it is fed with: an encoder of MP4 is told the size once, and frames of another
 * one come out as rubbish (Chromium 156). Where nothing feeds it, its last frame stays.
 */
export interface SteadyPicture {
  readonly track: MediaStreamTrack;
  /** px; null before the first frame */
  readonly size: Size | null;
  /** Shows this track from its next frame on; null = keeps showing the last frame. */
  follow(track: MediaStreamTrack | null): void;
  /** Keeps the size of the next frame, and of all after it. */
  settle(): void;
  /** Shows the last frame once more, now. */
  refresh(): void;
  close(): void;
}

/** ms after which a frame is shown again: a still page sends none, and a file's last frame has to last. */
const REFRESH_MS = 500;
/** ms: no two frames are at the same time, nor one before the last. */
const LEAST_STEP_MS = 1;

/** @param framed called when the first frame came, and when one of another size did, until the size is settled */
export function createSteadyPicture(framed: (size: Size) => void): SteadyPicture {
  return canGenerate() ? createGeneratedPicture(framed) : createDrawnPicture(framed);
}

function canGenerate(): boolean {
  return 'MediaStreamTrackProcessor' in globalThis && 'MediaStreamTrackGenerator' in globalThis;
}

function createGeneratedPicture(framed: (size: Size) => void): SteadyPicture {
  const generator = new MediaStreamTrackGenerator<VideoFrame>({ kind: 'video' });
  const writer = generator.writable.getWriter();
  let reading = new AbortController();
  let fit: Fitter | null = null;
  let size: Size | null = null;
  let last: { readonly frame: VideoFrame; readonly at: number } | null = null;

  /** Takes the frame over. @param madeAt ms */
  async function show(frame: VideoFrame, madeAt: number): Promise<void> {
    const at = Math.max(madeAt, (last?.at ?? 0) + LEAST_STEP_MS);
    if (!fit) note(recordingSize({ width: frame.displayWidth, height: frame.displayHeight }));
    const shown = fit ? fit(frame, at) : restamped(frame, at);
    frame.close();
    last?.frame.close();
    last = { frame: shown.clone(), at };
    await writer.write(shown);
  }

  function note(next: Size): void {
    if (size?.width === next.width && size.height === next.height) return;
    size = next;
    framed(next);
  }

  function refresh(): void {
    if (!last) return;
    last = { ...last, at: performance.now() };
    void writer.write(restamped(last.frame, last.at)).catch(() => undefined);
  }

  const stop = repeat(REFRESH_MS, () => last && performance.now() - last.at >= REFRESH_MS && refresh());
  return {
    track: generator,
    get size() {
      return size;
    },
    follow(track) {
      reading.abort();
      reading = new AbortController();
      // A track that ends is followed by another, or by none.
      if (track) void readFrames(track, reading.signal, show).catch(() => undefined);
    },
    settle() {
      if (size) fit = fitter(size);
    },
    refresh,
    close() {
      stop();
      reading.abort();
      last?.frame.close();
      last = null;
      void writer.abort().catch(() => undefined);
      generator.stop();
    },
  };
}

async function readFrames(
  track: MediaStreamTrack,
  signal: AbortSignal,
  show: (frame: VideoFrame, madeAt: number) => Promise<void>,
): Promise<void> {
  const reader = new MediaStreamTrackProcessor<VideoFrame>({ track }).readable.getReader();
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
  const clock = createSourceClock();
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one frame after the other
    const { value: frame } = await reader.read();
    if (!frame) return;
    if (signal.aborted) return frame.close();
    // oxlint-disable-next-line no-await-in-loop -- one frame after the other
    await show(frame, clock(frame.timestamp / 1000, performance.now()));
  }
}

/** Each source has a clock of its own; a recording has one. */
function restamped(frame: VideoFrame, at: number): VideoFrame {
  return new VideoFrame(frame, { timestamp: Math.round(at * 1000) });
}

/** Makes a frame of its size from one of any size, which itself stays. @param at ms */
type Fitter = (frame: VideoFrame, at: number) => VideoFrame;

function fitter(size: Size): Fitter {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const pen = canvas.getContext('2d', { alpha: false });
  return (frame, at) => {
    const { displayWidth: width, displayHeight: height } = frame;
    if (!pen || (width === size.width && height === size.height)) return restamped(frame, at);
    const place = fitFrame({ width, height }, size);
    pen.fillRect(0, 0, size.width, size.height);
    pen.drawImage(frame, place.x, place.y, place.width, place.height);
    return new VideoFrame(canvas, { timestamp: Math.round(at * 1000) });
  };
}
