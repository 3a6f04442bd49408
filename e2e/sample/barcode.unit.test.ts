import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTER_MODULUS, TIME_MODULUS, ageMs, drawnCells, findContent, readStamp } from './barcode.ts';
import type { Pixels, Rect, Stamp } from './barcode.ts';

const BACKGROUND = 220;

/** A picture with black bars around a page of `content`, the barcode on it, and noise as a codec leaves it. */
function paint(stamp: Stamp, width: number, height: number, content: Rect, noise = 0): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  const fill = (rect: Rect, value: number): void => {
    for (let y = Math.round(rect.y); y < Math.round(rect.y + rect.height); y++) {
      for (let x = Math.round(rect.x); x < Math.round(rect.x + rect.width); x++) {
        data.fill(
          value + ((x * 7 + y * 13) % 3) * noise - noise,
          (y * width + x) * 4,
          (y * width + x) * 4 + 3,
        );
      }
    }
  };
  fill(content, BACKGROUND);
  for (const cell of drawnCells(stamp)) {
    const scale = content.width;
    fill(
      {
        x: content.x + cell.x * scale,
        y: content.y + cell.y * scale,
        width: cell.width * scale,
        height: cell.height * scale,
      },
      cell.white ? 235 : 20,
    );
  }
  return { data, width, height };
}

const stamps = fc.record({
  counter: fc.nat(COUNTER_MODULUS - 1),
  time: fc.nat(TIME_MODULUS - 1),
});

describe('barcode', () => {
  it('reads back every stamp, at any size, through noise', () => {
    fc.assert(
      fc.property(stamps, fc.integer({ min: 320, max: 900 }), fc.nat(30), (stamp, width, noise) => {
        const content = { x: 0, y: 0, width, height: width >> 1 };
        expect(readStamp(paint(stamp, width, width >> 1, content, noise), content)).toEqual(stamp);
      }),
      { numRuns: 30 },
    );
  });

  it('finds the page between black bars', () => {
    const content = { x: 40, y: 25, width: 560, height: 310 };
    const picture = paint({ counter: 77, time: 123_456 }, 640, 360, content);
    expect(findContent(picture)).toEqual(content);
    expect(readStamp(picture, findContent(picture))).toEqual({ counter: 77, time: 123_456 });
  });

  it('reads nothing from black, white, or grey', () => {
    const content = { x: 0, y: 0, width: 640, height: 360 };
    for (const value of [0, 128, 255]) {
      const data = new Uint8ClampedArray(640 * 360 * 4).fill(value);
      expect(readStamp({ data, width: 640, height: 360 }, content)).toBeNull();
    }
  });

  it('rejects a picture in which one cell has flipped', () => {
    const content = { x: 0, y: 0, width: 640, height: 360 };
    const cells = drawnCells({ counter: 5, time: 9 });
    const flipped = cells[7];
    if (!flipped) throw new Error('no cell');
    const picture = paint({ counter: 5, time: 9 }, 640, 360, content);
    for (let y = flipped.y * 640; y < (flipped.y + flipped.height) * 640; y++) {
      const start = (Math.floor(y) * 640 + Math.floor(flipped.x * 640)) * 4;
      picture.data.fill(flipped.white ? 0 : 255, start, start + Math.ceil(flipped.width * 640) * 4);
    }
    expect(readStamp(picture, content)).toBeNull();
  });

  it('tells the age across the wrap of the clock', () => {
    const now = TIME_MODULUS * 100_000 + 20;
    expect(ageMs({ counter: 0, time: TIME_MODULUS - 30 }, now)).toBe(50);
    expect(ageMs({ counter: 0, time: 25 }, now)).toBe(-5);
  });
});
