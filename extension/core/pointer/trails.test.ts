import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fade, hear, NO_TRAILS, strokeStrength, tailStrength, type Trails } from './trails.ts';

const hover = (x: number, y = 0.5) => ({ x, y, pen: false });
const ink = (x: number, y = 0.5) => ({ x, y, pen: true });
const linesOf = (trails: Trails, id = 'ann') =>
  trails.get(id)?.strokes.map(({ points }) => points.map(({ x }) => x)) ?? [];

test('a pointer is where it was heard of last, with what it just passed behind it', () => {
  const trails = hear(hear(NO_TRAILS, 'ann', [hover(0.1), hover(0.2)], 0), 'ann', [hover(0.3)], 34);
  expect(trails.get('ann')?.aim).toEqual(hover(0.3));
  expect(trails.get('ann')?.tail.map(({ x }) => x)).toEqual([0.1, 0.2, 0.3]);
  expect(
    fade(trails, 270)
      .get('ann')
      ?.tail.map(({ x }) => x),
  ).toEqual([0.3]);
});

test('with the pen down it draws, across messages; lifted in between, it draws another line', () => {
  let trails = hear(NO_TRAILS, 'ann', [hover(0), ink(0.1), ink(0.2)], 0);
  trails = hear(trails, 'ann', [ink(0.3), hover(0.4), ink(0.5)], 34);
  expect(linesOf(trails)).toEqual([[0.1, 0.2, 0.3], [0.5]]);
});

test('a pen that rests keeps its line, and adds nothing to it', () => {
  const trails = hear(hear(NO_TRAILS, 'ann', [ink(0.1), ink(0.2)], 0), 'ann', [ink(0.2)], 2000);
  expect(linesOf(fade(trails, 4000))).toEqual([[0.1, 0.2]]);
});

test('a line stays, fades, and is gone 2.2 s after its last point', () => {
  const trails = hear(NO_TRAILS, 'ann', [ink(0.1), ink(0.2)], 0);
  const [stroke] = trails.get('ann')?.strokes ?? [];
  const strengths = [0, 1500, 1850, 2200, 9000].map((now) => strokeStrength(stroke!, now));
  expect(strengths).toEqual([1, 1, 0.5, 0, 0]);
  expect(linesOf(fade(trails, 2199))).toHaveLength(1);
  expect(linesOf(fade(trails, 2200))).toEqual([]);
});

test('a place in a tail fades at once', () => {
  expect([0, 130, 260].map((now) => tailStrength({ x: 0, y: 0, at: 0 }, now))).toEqual([1, 0.5, 0]);
});

test('one that says nothing any more is gone, however it went; one that rests is not', () => {
  const trails = hear(NO_TRAILS, 'ann', [hover(0.1)], 0);
  expect(fade(trails, 2400).get('ann')?.aim).toEqual(hover(0.1));
  expect(fade(trails, 2500).size).toBe(0);
  expect(fade(hear(trails, 'ann', [], 10), 20).size).toBe(0);
  expect(fade(hear(trails, 'ann', [hover(0.1)], 2000), 4000).get('ann')?.aim).toEqual(hover(0.1));
});

test('who goes leaves the line that it drew to fade', () => {
  const trails = hear(hear(NO_TRAILS, 'ann', [ink(0.1), ink(0.2)], 0), 'ann', [], 10);
  expect(trails.get('ann')?.aim).toBeNull();
  expect(linesOf(fade(trails, 1000))).toEqual([[0.1, 0.2]]);
});

test('nothing that fades makes a new object: nothing is drawn anew for it', () => {
  const trails = hear(NO_TRAILS, 'ann', [ink(0.1)], 0);
  expect(fade(trails, 100)).toBe(trails);
});

test('one without a word before cannot leave', () => {
  expect(hear(NO_TRAILS, 'ann', [], 0)).toBe(NO_TRAILS);
});

test('whatever is sent, a picture holds only so much', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const aims = fc.array(fc.record({ x: share, y: share, pen: fc.boolean() }), { maxLength: 8 });
  const news = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), aims), { maxLength: 120 });
  fc.assert(
    fc.property(news, (all) => {
      let trails = NO_TRAILS;
      for (const [id, at] of all) trails = hear(trails, `p${id}`, at, 0);
      expect(trails.size).toBeLessThanOrEqual(16);
      for (const { strokes } of trails.values()) expect(strokes.length).toBeLessThanOrEqual(24);
    }),
  );
  let trails = NO_TRAILS;
  for (let index = 0; index < 2000; index++) trails = hear(trails, 'ann', [ink((index % 100) / 100)], 0);
  expect(linesOf(trails)[0]).toHaveLength(400);
});
