/** First wait in ms. */
const BASE_MS = 500;
/** Longest wait in ms: a server that comes back has everyone again within 5 s. */
const CEILING_MS = 4000;

/**
 * How long to wait before the next try to reach the server: doubling with full jitter in its upper half, so that the
 * clients of a restarted server do not come back as one.
 * @param attempt 0 for the first try after a loss
 * @param random 0 (inclusive) to 1 (exclusive)
 * @returns ms
 */
export function reconnectDelay(attempt: number, random: number): number {
  const span = Math.min(CEILING_MS, BASE_MS * 2 ** Math.min(attempt, 16));
  return Math.round(span / 2 + (span / 2) * random);
}
