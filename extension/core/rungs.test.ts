import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { senderSettings } from './encoding.ts';
import { PRESET_IDS, type HintChoice } from './presets.ts';
import { rungBitrate, rungsOf, type Rung } from './rungs.ts';

const px = fc.integer({ min: 1, max: 8000 });
const source = fc.record({ width: px, height: px });
const preset = fc.constantFrom(...PRESET_IDS);
const hint = fc.constantFrom<HintChoice>('auto', 'detail', 'motion');
const top = rung(rungsOf('1080p30', 'auto', null), 0);

describe('the rungs of a preset', () => {
  test('1080p30 has 1080, 720 and 360 lines at 8, 2.4 and 0.6 Mbps', () => {
    expect(rungsOf('1080p30', 'auto', { width: 1920, height: 1080 })).toMatchObject([
      {
        scaleResolutionDownBy: 1,
        maxFramerate: 30,
        maxBitrate: 8_000_000,
        minBitrate: 2_800_000,
        lines: 1080,
      },
      {
        scaleResolutionDownBy: 1.5,
        maxFramerate: 30,
        maxBitrate: 2_400_000,
        minBitrate: 840_000,
        lines: 720,
      },
      { scaleResolutionDownBy: 3, maxFramerate: 30, maxBitrate: 600_000, minBitrate: 150_000, lines: 360 },
    ]);
  });

  test('60 fps are for the preset alone: below it the rates are those of 30 fps', () => {
    const rungs = rungsOf('1080p60', 'auto', null);
    expect(rungs.map(({ maxFramerate }) => maxFramerate)).toEqual([60, 30, 30]);
    expect(rungs.map(({ maxBitrate }) => maxBitrate)).toEqual([16_000_000, 2_400_000, 600_000]);
  });

  test('a larger source is scaled down for each rung from its own size', () => {
    const rungs = rungsOf('1080p30', 'auto', { width: 3840, height: 2160 });
    expect(rungs.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual([2, 3, 6]);
  });

  test('a small source has fewer rungs, and needs fewer bits for them', () => {
    expect(rungsOf('1080p30', 'auto', { width: 854, height: 480 })).toHaveLength(2);
    expect(rungsOf('1080p30', 'auto', { width: 320, height: 200 })).toHaveLength(1);
    const [, small] = rungsOf('1080p30', 'auto', { width: 1280, height: 720 });
    expect(small?.maxBitrate).toBe(1_066_667);
  });

  test('the first is what a plain sender is told', () => {
    fc.assert(
      fc.property(preset, hint, fc.option(source), (id, choice, size) => {
        expect(senderSettings(id, choice, size)).toMatchObject(asSettings(rungsOf(id, choice, size), 0));
      }),
    );
  });

  test('each is smaller, slower or as fast, and wants fewer bits than the least of the one above', () => {
    fc.assert(
      fc.property(preset, hint, source, (id, choice, size) => {
        const rungs = rungsOf(id, choice, size);
        rungs.slice(1).forEach((lower, index) => {
          const upper = rung(rungs, index);
          expect(lower.scaleResolutionDownBy).toBeGreaterThan(upper.scaleResolutionDownBy);
          expect(lower.maxFramerate).toBeLessThanOrEqual(Math.min(30, upper.maxFramerate));
          expect(lower.maxBitrate).toBeLessThanOrEqual(upper.minBitrate);
        });
      }),
    );
  });

  test('none below the first has less than 180 lines or an odd number of them', () => {
    fc.assert(
      fc.property(preset, source, (id, size) => {
        for (const { scaleResolutionDownBy } of rungsOf(id, 'auto', size).slice(1)) {
          const lines = Math.min(size.width, size.height) / scaleResolutionDownBy;
          expect(lines).toBeGreaterThanOrEqual(180 - 1e-6);
          expect(Math.abs(lines / 2 - Math.round(lines / 2))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  test('each has room between its least and its most bits', () => {
    fc.assert(
      fc.property(preset, source, (id, size) => {
        for (const { minBitrate, maxBitrate } of rungsOf(id, 'auto', size)) {
          expect(minBitrate).toBeGreaterThanOrEqual(100_000);
          expect(minBitrate).toBeLessThanOrEqual(maxBitrate);
        }
      }),
    );
  });
});

describe("a rung's encoder is told", () => {
  test('the full rate while nobody is on it or all can carry it', () => {
    expect(rungBitrate(top, [])).toBe(8_000_000);
    expect(rungBitrate(top, [20_000_000, 12_000_000])).toBe(8_000_000);
  });

  test('what the weakest viewer can carry, with room for sound and repairs', () => {
    expect(rungBitrate(top, [20_000_000, 4_000_000])).toBe(3_400_000);
  });

  test('never less than the rung is good for: one bad link does not spoil it for all', () => {
    expect(rungBitrate(top, [20_000_000, 0])).toBe(2_800_000);
  });

  test('nothing new for less than a tenth, unless the last rate does not belong to the rung', () => {
    expect(rungBitrate(top, [4_200_000], 3_400_000)).toBe(3_400_000);
    expect(rungBitrate(top, [5_000_000], 3_400_000)).toBe(4_250_000);
    expect(rungBitrate(top, [9_000_000], 8_200_000)).toBe(7_650_000);
  });

  test('a rate of its own range, whatever the estimates', () => {
    const estimates = fc.array(fc.nat(1e9));
    fc.assert(
      fc.property(
        preset,
        source,
        estimates,
        fc.option(fc.nat(1e8), { nil: undefined }),
        (id, size, all, previous) => {
          for (const one of rungsOf(id, 'auto', size)) {
            const told = rungBitrate(one, all, previous);
            expect(told).toBeGreaterThanOrEqual(one.minBitrate);
            expect(told).toBeLessThanOrEqual(one.maxBitrate);
          }
        },
      ),
    );
  });
});

function rung(rungs: readonly Rung[], index: number): Rung {
  const found = rungs[index];
  if (!found) throw new Error(`no rung ${index}`);
  return found;
}

function asSettings(rungs: readonly Rung[], index: number): Partial<Rung> {
  const { scaleResolutionDownBy, maxFramerate, maxBitrate } = rung(rungs, index);
  return { scaleResolutionDownBy, maxFramerate, maxBitrate };
}
