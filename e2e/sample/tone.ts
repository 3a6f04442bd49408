/** The sample page's sound, and how to find it again: a 1 kHz beep at the start of each second. */

export const BEEP_HZ = 1000;
export const BEEP_MS = 120;
export const BEEP_PERIOD_MS = 1000;

/** Below this mean power a block is silence (-60 dB of full scale). */
const SILENCE = 1e-6;

/**
 * The share of a block's power that lies at one frequency (Goertzel's algorithm).
 * @param samples -1..1
 * @param sampleRate Hz
 * @returns 0 (none, or silence) to 1 (a pure tone)
 */
export function toneShare(samples: Float32Array, sampleRate: number, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRate);
  let power = 0;
  let s1 = 0;
  let s2 = 0;
  for (const sample of samples) {
    power += sample * sample;
    const s0 = sample + coefficient * s1 - s2;
    s2 = s1;
    s1 = s0;
  }
  if (power / samples.length < SILENCE) return 0;
  const magnitude = s1 * s1 + s2 * s2 - coefficient * s1 * s2;
  return Math.min(1, (2 * magnitude) / (power * samples.length));
}

/**
 * The middle distance between beeps.
 * @param onsets ms, ascending
 * @returns ms, or null with fewer than two
 */
export function medianPeriod(onsets: readonly number[]): number | null {
  const gaps = onsets.slice(1).map((onset, index) => onset - (onsets[index] ?? 0));
  return median(gaps);
}

/** @returns null for an empty list */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}
