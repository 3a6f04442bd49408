import {
  decoderSteps,
  FREE_DECODER,
  heldBy,
  stepDecoder,
  type DecoderState,
} from '../../core/decoder-load.ts';
import { FIRST_LIMITS, NO_LIMITS, stepLimits, type Limits, type LimitsState } from '../../core/limits.ts';
import type { ContentHint } from '../../core/presets.ts';
import type { Rung } from '../../core/rungs.ts';
import { NO_DEMAND, type Demand } from '../../core/wish.ts';
import type { LatestReport } from '../reporter.ts';

/** The most that one viewer is to get: by its wish, its window, and what its decoder manages. */
export interface SinkLimits {
  /** As of the last look. */
  readonly now: Limits;
  /** What the viewer asks for, by its last report. */
  readonly demand: Demand;
  /** What it gives up last. @param shared by the sharer's word */
  hint(shared: ContentHint): ContentHint;
  /** Once a tick. */
  look(moment: LimitsMoment): void;
}

interface LimitsMoment {
  /** ms */
  readonly at: number;
  readonly rungs: readonly Rung[];
  readonly layers: boolean;
  /** By the sharer's word. */
  readonly hint: ContentHint;
  /** frames a second written to it; null = not known */
  readonly sentFps: number | null;
  /** The link is short, or was a moment ago. */
  readonly congested: boolean;
}

/** ms after which a report says nothing of now. */
const FRESH_MS = 600;

export function createSinkLimits(latest: () => LatestReport | null): SinkLimits {
  let asked: LimitsState = FIRST_LIMITS;
  let decoder: DecoderState = FREE_DECODER;
  let now: Limits = NO_LIMITS;
  const demand = (): Demand => latest()?.report ?? NO_DEMAND;

  function hint(shared: ContentHint): ContentHint {
    const { wish } = demand();
    return wish.hint === 'auto' ? shared : wish.hint;
  }

  return {
    get now() {
      return now;
    },
    get demand() {
      return demand();
    },
    hint,
    look({ at, rungs, layers, hint: shared, sentFps, congested }) {
      asked = stepLimits(asked, demand(), rungs, at);
      const steps = decoderSteps(rungs, layers, hint(shared));
      const last = latest();
      if (last && last.ageMs < FRESH_MS && !last.report.hidden && !asked.limits.paused) {
        const { fps: decodedFps, decodeMs, jitterMs, width, height } = last.report;
        const pixels = width * height;
        decoder = stepDecoder(
          decoder,
          { at, sentFps, decodedFps, decodeMs, jitterMs, pixels, congested },
          steps,
        );
      }
      now = heldBy(steps[decoder.level], asked.limits);
    },
  };
}
