import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjustRegion, cropRect, regionBetween, type Region } from './region.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const region = fc.record({ x: share, y: share, width: share, height: share });
const side = fc.integer({ min: 64, max: 4096 });

describe('what of a frame is sent', () => {
  test('is the region in px, evenly', () => {
    const half: Region = { x: 0.25, y: 0.5, width: 0.5, height: 0.5 };
    expect(cropRect(half, { width: 1920, height: 1080 })).toEqual({
      x: 480,
      y: 540,
      width: 960,
      height: 540,
    });
    expect(cropRect(half, { width: 1001, height: 777 })).toEqual({ x: 250, y: 388, width: 500, height: 388 });
  });

  test('lies within the frame, has even sides and corners, and is never too small to encode', () => {
    fc.assert(
      fc.property(region, side, side, (wanted, width, height) => {
        const rect = cropRect(wanted, { width, height });
        expect(Object.values(rect).every((px) => px >= 0 && px % 2 === 0)).toBe(true);
        expect(rect.x + rect.width).toBeLessThanOrEqual(width);
        expect(rect.y + rect.height).toBeLessThanOrEqual(height);
        expect(Math.min(rect.width, rect.height)).toBeGreaterThanOrEqual(32);
      }),
    );
  });
});

describe('the region between two corners', () => {
  test('is the same in any order, and cut off at the edges', () => {
    const expected = { x: 0.5, y: 0, width: 0.5, height: 0.25 };
    expect(regionBetween({ x: 1.3, y: -0.2 }, { x: 0.5, y: 0.25 })).toEqual(expected);
    expect(regionBetween({ x: 0.5, y: 0.25 }, { x: 1.3, y: -0.2 })).toEqual(expected);
  });

  test('is none for a mere click, and for the whole picture', () => {
    expect(regionBetween({ x: 0.5, y: 0.5 }, { x: 0.51, y: 0.9 })).toBeNull();
    expect(regionBetween({ x: 0, y: 0 }, { x: 1, y: 1 })).toBeNull();
  });
});

test('a region that is moved or grown stays within the picture', () => {
  fc.assert(
    fc.property(region, region, (start, by) => {
      const { x, y, width, height } = adjustRegion(start, by);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
  expect(adjustRegion({ x: 0.5, y: 0.5, width: 0.5, height: 0.5 }, { x: -0.1 }).x).toBeCloseTo(0.4);
});
