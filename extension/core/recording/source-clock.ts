/** Tells when a frame was there, on my clock. @param timestamp ms, of its source's clock @param now ms @returns ms, never less than before */
export type SourceClock = (timestamp: number, now: number) => number;

/** ms for which the promptest frame counts: clocks drift apart, by 0.1 ms in that time. */
const WINDOW_MS = 2000;
/** ms; the source's clock was set, or it is another source's. */
const JUMP_MS = 1000;

/**
 * A frame is handled as soon as the page finds the time, up to 150 ms late on a busy computer, each by another time; its
 * sound is not. The promptest of the last frames tells how its source's clock is to be read.
 */
export function createSourceClock(): SourceClock {
  let least = Number.POSITIVE_INFINITY;
  let leastBefore = Number.POSITIVE_INFINITY;
  let since = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return (timestamp, now) => {
    const ahead = now - timestamp;
    if (Math.abs(ahead - Math.min(least, leastBefore)) > JUMP_MS) {
      [least, leastBefore, since] = [ahead, ahead, now];
    } else if (now - since >= WINDOW_MS) {
      [leastBefore, least, since] = [least, ahead, now];
    } else {
      least = Math.min(least, ahead);
    }
    last = Math.max(last, timestamp + Math.min(least, leastBefore));
    return last;
  };
}
