import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LOOK_MS, NO_FLOW, watchFlow, type Flow } from './flow.ts';

/** Looks at a picture whose last frame was shown at `shown(ms)`. @returns ms of each word that it stopped */
function watch(until: number, shown: (at: number) => number | null, from: Flow = NO_FLOW): readonly number[] {
  const said: number[] = [];
  let flow = from;
  for (let at = 0; at <= until; at += LOOK_MS) {
    const seen = watchFlow(flow, at, shown(at));
    ({ flow } = seen);
    if (seen.stopped) said.push(at);
  }
  return said;
}

/** @param stops ms after which there are no more frames @param goesOn ms when they come again */
const picture =
  (fps: number, stops = Infinity, goesOn = Infinity) =>
  (at: number): number =>
    Math.floor(((at < stops || at >= goesOn ? at : stops) * fps) / 1000);

/** 30 frames a second, after 3 s 12. */
const falls = (at: number): number => Math.floor((at < 3000 ? at * 30 : 54_000 + at * 12) / 1000);

describe('a picture that stops', () => {
  test('after it came steadily is told of at once, and for as long as the reports say too little', () => {
    const said = watch(6000, picture(30, 3000));
    expect(said[0]).toBeLessThanOrEqual(3100);
    expect(said.length).toBeGreaterThanOrEqual(4);
    expect(said.at(-1)).toBeLessThan(4000);
  });

  test('is no longer told of when it comes again', () => {
    const said = watch(8000, picture(30, 3000, 3400));
    expect(said.length).toBeGreaterThan(2);
    expect(said.at(-1)).toBeLessThan(3450);
  });

  test('for some frames only, as where a link has fallen, is told of as soon', () => {
    const said = watch(3500, falls);
    expect(said[0]).toBeLessThan(3200);
    expect(said.length).toBeGreaterThanOrEqual(3);
  });

  test('is no news at a few frames a second, nor before it came at all', () => {
    expect(watch(9000, picture(5))).toEqual([]);
    expect(watch(9000, picture(8, 4000))).toEqual([]);
    expect(watch(9000, () => null)).toEqual([]);
    expect(watch(2000, () => 7)).toEqual([]);
  });
});

test('a steady picture never stops', () => {
  fc.assert(
    fc.property(fc.integer({ min: 15, max: 120 }), (fps) => {
      expect(watch(9000, picture(fps))).toEqual([]);
    }),
  );
});
