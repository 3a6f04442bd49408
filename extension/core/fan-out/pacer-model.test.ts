import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacerModel } from './pacer-model.ts';

/** 1 Mbps: the pacer sends 2.5 Mbps, 312.5 bytes a ms, and 12.5 kB at once. */
const MBPS = 1_000_000;

describe('the model of a pacer', () => {
  it('lets small frames pass at once', () => {
    const pacer = createPacerModel(MBPS);
    expect([0, 33, 66].map((ms) => pacer.hold(ms, 4000))).toEqual([0, 0, 0]);
  });

  it('holds a key frame back, and those right behind it', () => {
    const pacer = createPacerModel(MBPS);
    expect(pacer.hold(0, 62_500)).toBe(160);
    expect(pacer.hold(33, 3125)).toBe(137);
    expect(pacer.hold(1000, 3125)).toBe(0);
  });

  it('follows the estimate', () => {
    const pacer = createPacerModel(MBPS);
    pacer.setEstimate(10 * MBPS);
    expect(pacer.hold(0, 62_500)).toBe(0);
  });

  it('sends everything within two seconds', () => {
    const pacer = createPacerModel(MBPS);
    for (let ms = 0; ms < 1000; ms += 33) expect(pacer.hold(ms, 200_000)).toBeLessThanOrEqual(2000);
    expect(pacer.hold(4000, 1000)).toBe(0);
  });

  it('never sends one frame before another, nor takes longer than for all of them at once', () => {
    const frames = fc.array(fc.record({ pause: fc.nat(100), bytes: fc.integer({ min: 1, max: 200_000 }) }));
    fc.assert(
      fc.property(frames, fc.integer({ min: 50_000, max: 60 * MBPS }), (sent, estimate) => {
        const pacer = createPacerModel(estimate);
        let [now, before, bytes] = [0, 0, 0];
        for (const frame of sent) {
          now += frame.pause;
          bytes += frame.bytes;
          const left = now + pacer.hold(now, frame.bytes);
          expect(left).toBeGreaterThanOrEqual(before - 1e-6);
          expect(left - now).toBeLessThanOrEqual((bytes * 8000) / (2.5 * estimate) + 1e-6);
          before = left;
        }
      }),
    );
  });
});
