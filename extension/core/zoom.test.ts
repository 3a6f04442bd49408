import { describe, expect, it } from 'vitest';
import {
  alignToPixels,
  FITTED,
  isCut,
  pixelScale,
  placePicture,
  showAt,
  zoomAbout,
  type Frame,
} from './zoom.ts';

const FRAME: Frame = {
  picture: { width: 1920, height: 1080 },
  room: { width: 1000, height: 1000 },
  pixelRatio: 2,
};

describe('a picture', () => {
  it('fits with bars', () => {
    const frame = { ...FRAME, picture: { width: 2000, height: 1000 } };
    expect(placePicture(FITTED, frame)).toEqual({ x: 0, y: 250, width: 1000, height: 500 });
  });

  it('fills without bars, its middle in the middle', () => {
    const { x, y, width, height } = placePicture(showAt(FITTED, 'fill'), FRAME);
    expect([y, height]).toEqual([0, 1000]);
    expect(x + width / 2).toBeCloseTo(500);
  });

  it('has a pixel of the screen for each of its own at 1:1', () => {
    const actual = showAt(FITTED, 'actual');
    expect(placePicture(actual, FRAME)).toMatchObject({ width: 960, height: 540 });
    expect(pixelScale(actual, FRAME)).toBe(1);
  });

  it('lies on whole pixels of the screen', () => {
    expect(alignToPixels({ x: 10.3, y: -3.9, width: 5, height: 5 }, 2)).toMatchObject({ x: 10.5, y: -4 });
  });

  it('keeps its size on the screen when it comes in another one', () => {
    const zoom = zoomAbout(FITTED, FRAME, { x: 500, y: 500 }, 3);
    const smaller = { ...FRAME, picture: { width: 1280, height: 720 } };
    expect(placePicture(zoom, smaller).width).toBeCloseTo(placePicture(zoom, FRAME).width);
  });

  it('snaps to the size that fits, and is not cut there', () => {
    expect(zoomAbout({ ...FITTED, size: 1.1 }, FRAME, { x: 0, y: 0 }, 1 / 1.105)).toBe(FITTED);
    expect(isCut(placePicture(FITTED, FRAME), FRAME)).toBe(false);
    expect(isCut(placePicture(showAt(FITTED, 'fill'), FRAME), FRAME)).toBe(true);
  });
});
