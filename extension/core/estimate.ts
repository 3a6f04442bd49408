import type { SinkSample } from './sink-sample.ts';

/**
 * ms that a new connection's bandwidth estimate needs to mean something: it starts at what the description says, or
 * at 300 kbit/s, and the first probes read what the queues let through.
 */
const UNSURE_MS = 3000;

/** @param connectedAt ms, the clock of the sample @returns the sample, without an estimate that is not to be believed yet */
export function withSureEstimate<Sample extends Pick<SinkSample, 'at' | 'estimate'>>(
  sample: Sample,
  connectedAt: number,
): Sample {
  return sample.at - connectedAt < UNSURE_MS ? { ...sample, estimate: null } : sample;
}
