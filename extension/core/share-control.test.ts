import { describe, expect, test } from 'vitest';
import { meterLevel } from './share-control.ts';

describe('a meter', () => {
  test('stands at nothing in silence, and at its end at full scale', () => {
    expect(meterLevel(new Float32Array(64))).toBe(0);
    expect(meterLevel(new Float32Array())).toBe(0);
    expect(meterLevel(new Float32Array(64).fill(1))).toBe(1);
  });

  test('goes by decibels: half way at -30 dB', () => {
    expect(meterLevel(new Float32Array(64).fill(10 ** (-30 / 20)))).toBeCloseTo(0.5);
    expect(meterLevel(new Float32Array(64).fill(10 ** (-80 / 20)))).toBe(0);
  });
});
