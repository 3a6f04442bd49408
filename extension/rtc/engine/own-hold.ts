import { steadyTarget } from '../../core/own-settings.ts';
import { encoderBitrate, type Rung } from '../../core/rungs.ts';
import type { Sink } from './sink.ts';

export interface OwnHoldMoment {
  readonly rung: Rung;
  /** frames a second at most, of which the least counts; null = all */
  readonly maxFps: readonly (number | null)[];
  /** bit/s that the link carries; null while that is not known */
  readonly carried: number | null;
  /** bit/s of the sharer's way out; null = as much as the link carries */
  readonly budget: number | null;
  /** Its own encoder is there so that it holds nobody down: it is told what the link carries, as a rung's is. */
  readonly outlier: boolean;
}

/** Holds a sink's own encoder, now or once it has one, to what it is to send; to be called each tick. */
export function createOwnHold(sink: Pick<Sink, 'limitOwn'>): (moment: OwnHoldMoment) => void {
  /** bit/s that it was told last */
  let target: number | null = null;
  return ({ rung, maxFps, carried, budget, outlier }) => {
    target = steadyTarget(target, outlier && carried !== null ? encoderBitrate(rung, [carried]) : budget);
    const known = maxFps.filter((fps) => fps !== null);
    sink.limitOwn({ rung, maxFps: known.length > 0 ? Math.min(...known) : null, target });
  };
}
