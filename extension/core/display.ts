import type { Display } from './report.ts';

/** One look at what a video element presents, by `requestVideoFrameCallback`. */
export interface Look {
  /** ms, when the frame is expected on the screen */
  readonly at: number;
  /** frames presented in all */
  readonly presented: number;
  /** ms, by the same clock, when it was captured, as the receiver reckons from RTCP; null where the browser does not tell */
  readonly capturedAt: number | null;
}

/** ms; a longer delay is no delay but a clock that is wrong */
const MOST_MS = 30_000;

/**
 * What came to the screen between the first look and the last: frames a second, and how late in the median.
 * @returns null for fewer than two looks
 */
export function displayOf(looks: readonly Look[]): Display | null {
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last || last.at <= first.at) return null;
  const frames = Math.max(0, last.presented - first.presented);
  const delays = looks
    .flatMap(({ at, capturedAt }) => (capturedAt === null ? [] : at - capturedAt))
    .filter((delay) => delay >= 0 && delay < MOST_MS)
    .toSorted((a, b) => a - b);
  return {
    fps: Math.min(MOST_FPS, Math.round((frames * 10_000) / (last.at - first.at)) / 10),
    delayMs: delays[Math.floor(delays.length / 2)] ?? null,
  };
}

const MOST_FPS = 1000;
