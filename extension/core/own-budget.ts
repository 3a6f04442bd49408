import type { EncoderLoad } from './overload.ts';

export interface OwnBudgetInput {
  /** of all encoders that run, but for those that are to be afforded */
  readonly encoders: readonly EncoderLoad[];
  /** of the computer */
  readonly cores: number;
  /** It cannot keep up with what it encodes already. */
  readonly strained: boolean;
}

/** Share of all cores that encoders may take together: capture, page, sound and sending need the rest. */
const ENCODER_SHARE = 0.5;
/** As long as the computer keeps up, and before anything was measured. */
const LEAST = 1;

/**
 * How many viewers may have an encoder of their own that could share one: each is expected to take what the busiest
 * encoder takes now.
 */
export function ownBudget({ encoders, cores, strained }: OwnBudgetInput): number {
  if (strained) return 0;
  const loads = encoders.map(({ encodeMs, maxFps }) => ((encodeMs ?? 0) * maxFps) / 1000);
  const each = Math.max(0, ...loads);
  if (each === 0) return LEAST;
  const spare = ENCODER_SHARE * cores - loads.reduce((sum, load) => sum + load, 0);
  return Math.max(LEAST, Math.floor(spare / each));
}
