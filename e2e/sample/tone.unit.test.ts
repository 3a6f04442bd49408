import { describe, expect, it } from 'vitest';
import { BEEP_HZ, medianPeriod, toneShare } from './tone.ts';

const RATE = 48_000;

function wave(at: (seconds: number) => number): Float32Array {
  return Float32Array.from({ length: 2048 }, (_, index) => at(index / RATE));
}

describe('toneShare', () => {
  it('finds a tone at its frequency, however quiet', () => {
    const tone = wave((t) => 0.01 * Math.sin(2 * Math.PI * BEEP_HZ * t));
    expect(toneShare(tone, RATE, BEEP_HZ)).toBeGreaterThan(0.9);
  });

  it('finds none in another tone, in noise, or in silence', () => {
    expect(
      toneShare(
        wave((t) => Math.sin(2 * Math.PI * 1400 * t)),
        RATE,
        BEEP_HZ,
      ),
    ).toBeLessThan(0.05);
    expect(
      toneShare(
        wave((t) => ((t * 7919 * 48_000) % 2) - 1),
        RATE,
        BEEP_HZ,
      ),
    ).toBeLessThan(0.2);
    expect(
      toneShare(
        wave(() => 0),
        RATE,
        BEEP_HZ,
      ),
    ).toBe(0);
  });
});

describe('medianPeriod', () => {
  it('is not moved by one missed beep', () => {
    expect(medianPeriod([0, 1001, 2000, 4000, 4999])).toBe(1001);
  });

  it('needs two beeps', () => {
    expect(medianPeriod([5])).toBeNull();
  });
});
