import type { SinkSample } from '../../core/sink-sample.ts';
import type { Sink } from './sink.ts';

/** ms in the pacer: what waits so long on a link that just fell are repairs of a picture that is left. */
const WAIT_MS = 150;
/** ms after a fall before which they are only asked for, and after which they are the new picture's. */
const EARLY_MS = 400;
const LATE_MS = 3000;
/** ms between two: the key frame that begins anew has to get through. */
const AGAIN_MS = 800;

/**
 * Throws away the repairs that are asked for after a fall, to be called each tick. What a link's queue lost of the larger
 * picture is asked for half a second later, and Chromium sends repairs ahead of all that is new: 140 kB of them, at half a
 * megabit, are three seconds without a picture. What waits to be sent again when it is thrown away, is never sent again.
 */
export function createDrain(sink: Sink): (fell: boolean, sample: SinkSample, at: number) => void {
  /** ms; null = it did not fall yet */
  let fellAt: number | null = null;
  /** ms */
  let drainedAt = 0;
  return (fell, { pacerMs }, at) => {
    if (fell) fellAt = at;
    if (fellAt === null || at - fellAt < EARLY_MS || at - fellAt > LATE_MS) return;
    if ((pacerMs ?? 0) < WAIT_MS || at - drainedAt < AGAIN_MS) return;
    drainedAt = at;
    sink.drain();
  };
}
