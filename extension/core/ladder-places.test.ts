import { describe, expect, test } from 'vitest';
import {
  expectedBitrate,
  higherPlace,
  lowerPlace,
  neededBitrate,
  type LadderContext,
  type MeasuredRung,
  type Place,
} from './ladder-places.ts';
import { NO_LIMITS } from './limits.ts';
import { rungsOf } from './rungs.ts';

const asleep: readonly MeasuredRung[] = rungsOf('1080p30', 'auto', null).map((rung) => ({
  ...rung,
  bitrate: rung.maxBitrate,
  rate: null,
}));
const top: Place = { rung: 0, temporal: 2 };

describe('in a shortage', () => {
  test('the first lower rung that leaves a fifth of the estimate free is taken, or else the last', () => {
    expect(lowerPlace(top, context(), 3_000_000, 'steady')).toEqual({ rung: 1, temporal: 2 });
    expect(lowerPlace(top, context(), 2_900_000, 'steady')).toEqual({ rung: 2, temporal: 2 });
    expect(lowerPlace(top, context(), 0, 'steady')).toEqual({ rung: 2, temporal: 2 });
  });

  test('a rung that another weak viewer holds down fits sooner', () => {
    const rungs = asleep.map((rung, index) => (index === 1 ? { ...rung, bitrate: 1_000_000 } : rung));
    expect(lowerPlace(top, context({ rungs }), 1_300_000, 'steady')).toEqual({ rung: 1, temporal: 2 });
  });

  test('one rung is given up where there is no estimate to go by', () => {
    expect(lowerPlace(top, context(), null, 'unknown')).toEqual({ rung: 1, temporal: 2 });
  });

  test('text loses half its frames first if that is enough, motion its lines', () => {
    const slight = 6_600_000;
    expect(lowerPlace(top, context({ layers: true }), slight, 'steady')).toEqual({ rung: 0, temporal: 1 });
    expect(lowerPlace(top, context({ layers: true }), 3_500_000, 'steady')?.rung).toBe(1);
    expect(lowerPlace(top, context({ layers: true }), slight, 'unknown')?.rung).toBe(1);
    expect(lowerPlace(top, context({ layers: true, hint: 'motion' }), slight, 'steady')?.rung).toBe(1);
  });

  test('text keeps its lines at a quarter of the frames where half of them are too many', () => {
    const layered = context({ layers: true });
    expect(lowerPlace(top, layered, 4_500_000, 'steady')).toEqual({ rung: 0, temporal: 0 });
    expect(lowerPlace({ rung: 0, temporal: 1 }, layered, 4_500_000, 'steady')).toEqual({
      rung: 0,
      temporal: 0,
    });
    expect(lowerPlace({ rung: 0, temporal: 0 }, layered, 4_500_000, 'steady')).toEqual({
      rung: 1,
      temporal: 2,
    });
    for (const shortage of ['falling', 'unknown'] as const)
      expect(lowerPlace(top, layered, 4_500_000, shortage)).toEqual({ rung: 1, temporal: 2 });
    expect(lowerPlace(top, context({ layers: true, hint: 'motion' }), 4_500_000, 'steady')?.rung).toBe(1);
  });

  test('of a lower rung text takes half the frames rather than none of it', () => {
    const layered = context({ layers: true });
    expect(lowerPlace(top, layered, 2_000_000, 'steady')).toEqual({ rung: 1, temporal: 1 });
    expect(lowerPlace(top, layered, 1_900_000, 'steady')).toEqual({ rung: 2, temporal: 2 });
    expect(lowerPlace(top, layered, 2_000_000, 'falling')).toEqual({ rung: 2, temporal: 2 });
    const motion = context({ layers: true, hint: 'motion' });
    expect(lowerPlace(top, motion, 2_000_000, 'steady')).toEqual({ rung: 2, temporal: 2 });
  });

  test('text ends as a slow picture on the last rung, as motion does', () => {
    let place: Place | null = top;
    const seen: Place[] = [];
    while ((place = lowerPlace(place, context({ layers: true }), 0, 'steady'))) seen.push(place);
    expect(seen).toEqual([
      { rung: 2, temporal: 2 },
      { rung: 2, temporal: 1 },
      { rung: 2, temporal: 0 },
    ]);
  });

  test('on the last rung frames are given up, to a quarter', () => {
    const motion = context({ layers: true, hint: 'motion' });
    expect(lowerPlace({ rung: 2, temporal: 2 }, motion, 0, 'steady')).toEqual({ rung: 2, temporal: 1 });
    expect(lowerPlace({ rung: 2, temporal: 1 }, motion, 0, 'steady')).toEqual({ rung: 2, temporal: 0 });
    expect(lowerPlace({ rung: 2, temporal: 0 }, motion, 0, 'steady')).toBeNull();
    expect(lowerPlace({ rung: 2, temporal: 2 }, context(), 0, 'steady')).toBeNull();
  });

  test('but not where the link carries far more: fewer frames would lose as many packets', () => {
    const layered = context({ layers: true, rungs: measured(400_000) });
    expect(lowerPlace({ rung: 2, temporal: 2 }, layered, 600_000, 'unknown')).toBeNull();
    expect(lowerPlace({ rung: 2, temporal: 2 }, layered, 400_000, 'unknown')).not.toBeNull();
    expect(lowerPlace({ rung: 2, temporal: 2 }, layered, null, 'unknown')).not.toBeNull();
  });
});

test('upwards all layers come before the next rung', () => {
  expect(higherPlace({ rung: 2, temporal: 0 }, NO_LIMITS)).toEqual({ rung: 2, temporal: 1 });
  expect(higherPlace({ rung: 2, temporal: 1 }, NO_LIMITS)).toEqual({ rung: 2, temporal: 2 });
  expect(higherPlace({ rung: 2, temporal: 2 }, NO_LIMITS)).toEqual({ rung: 1, temporal: 2 });
  expect(higherPlace(top, NO_LIMITS)).toBeNull();
});

test('a place needs what its rung really makes, not less than 150 kbit/s, and all it may while that is unknown', () => {
  expect(neededBitrate(top, asleep)).toBe(8_000_000);
  expect(neededBitrate(top, measured(2_000_000))).toBe(2_000_000);
  expect(neededBitrate({ rung: 0, temporal: 1 }, measured(2_000_000))).toBe(1_300_000);
  expect(neededBitrate(top, measured(10))).toBe(150_000);
  expect(neededBitrate(top, measured(9_000_000))).toBe(8_000_000);
});

test('a still page on a higher rung does not promise that the rung is cheap', () => {
  expect(expectedBitrate(top, measured(10))).toBe(2_800_000);
  expect(expectedBitrate(top, measured(5_000_000))).toBe(5_000_000);
});

test('a rung that nobody watches is expected to be told what the link carries', () => {
  expect(expectedBitrate({ rung: 1, temporal: 2 }, asleep)).toBe(1_176_000);
});

function context(change: Partial<LadderContext> = {}): LadderContext {
  return {
    rungs: asleep,
    current: 0,
    layers: false,
    hint: 'detail',
    limits: NO_LIMITS,
    budget: null,
    ...change,
  };
}

function measured(rate: number): readonly MeasuredRung[] {
  return asleep.map((rung) => ({ ...rung, rate }));
}
