import { isHopeful, type LadderState } from '../../core/ladder.ts';
import type { Limits } from '../../core/limits.ts';
import type { Sink } from './sink.ts';

/** ms between two looks for more, while a viewer gets less than it might. */
const PROBE_MS = 1000;

/** Has the browser look for what a link carries, where that by itself would wait; to be called each tick. */
export function createNudge(sink: Sink): (state: LadderState, limits: Limits, at: number) => void {
  /** ms */
  let probedAt = 0;
  return (state, limits, at) => {
    if (!isHopeful(state, limits, at) || at - probedAt < PROBE_MS) return;
    probedAt = at;
    sink.probe();
  };
}
