import type { SeenFrame } from '../probe/picture.ts';
import { percentile } from './percentile.ts';

/** What the pictures of some seconds amount to. */
export interface Measured {
  /** Different frames of the shared page a second. */
  readonly fps: number;
  /** px, of the last picture */
  readonly width: number;
  readonly height: number;
  /** ms from drawing in the shared page to showing here, the median; null when no frame could be read */
  readonly latencyMsP50: number | null;
  /** The same of the slowest twentieth. */
  readonly latencyMsP95: number | null;
  /** The longest time without a new picture, in ms. */
  readonly maxGapMs: number;
  /** Share of the shown frames whose barcode could be read, 0–1. */
  readonly readable: number;
}

/**
 * Sums up the frames of some time.
 * @param frames in the order they were shown
 * @param from ms since the epoch @param to ms since the epoch
 */
export function summarise(frames: readonly SeenFrame[], from: number, to: number): Measured {
  const read = frames.filter((frame) => frame.counter !== null);
  const fresh = read.filter((frame, index) => frame.counter !== read[index - 1]?.counter);
  const latencies = read.flatMap(({ latencyMs }) => latencyMs ?? []);
  return {
    fps: (fresh.length / (to - from)) * 1000,
    width: frames.at(-1)?.width ?? 0,
    height: frames.at(-1)?.height ?? 0,
    latencyMsP50: percentile(latencies, 0.5),
    latencyMsP95: percentile(latencies, 0.95),
    maxGapMs: longestGap(fresh, from, to),
    readable: frames.length > 0 ? read.length / frames.length : 0,
  };
}

function longestGap(frames: readonly SeenFrame[], from: number, to: number): number {
  const times = [from, ...frames.map(({ at }) => at), to];
  return times.slice(1).reduce((longest, at, index) => Math.max(longest, at - (times[index] ?? at)), 0);
}

/** ms: a picture as old as that is not live any more, and a pause as long is a freeze. */
const LIVE_MS = 1000;
/** ms for which it must stay live */
const STEADY_MS = 2000;

/**
 * When a picture that broke off was live again, and stayed so.
 * @param frames in the order they were shown @param from ms since the epoch @param now ms since the epoch
 * @returns ms from `from` to the first frame of that time; null before
 */
export function backAfter(frames: readonly SeenFrame[], from: number, now: number): number | null {
  const live = frames.filter(({ at, latencyMs }) => at > from && latencyMs !== null && latencyMs < LIVE_MS);
  const times = [from, ...live.map(({ at }) => at), now];
  const broken = times.findLastIndex((at, index) => at - (times[index - 1] ?? at) > LIVE_MS);
  const back = times[Math.max(1, broken)] ?? now;
  return now - back >= STEADY_MS ? back - from : null;
}
