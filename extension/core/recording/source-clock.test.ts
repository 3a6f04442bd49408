import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSourceClock } from './source-clock.ts';

test('frames that are handled late are where they were made', () => {
  const clock = createSourceClock();
  const late = [0, 5, 120, 90, 60, 30, 0, 150, 3];
  const told = late.map((ms, index) => clock(1000 + index * 33, 50_000 + index * 33 + ms));
  expect(told).toEqual(late.map((_, index) => 50_000 + index * 33));
});

test('a clock that was set is read anew', () => {
  const clock = createSourceClock();
  clock(1000, 50_000);
  expect(clock(90_000, 50_033)).toBe(50_033);
  expect(clock(90_033, 50_070)).toBe(50_066);
});

test('clocks that drift apart are followed', () => {
  const clock = createSourceClock();
  // 1 ms in a second, for a minute.
  const told = Array.from({ length: 1800 }, (_, index) => {
    const now = 50_000 + index * 33.37;
    return clock(index * 33.333, now) - now;
  });
  expect(Math.max(...told.map(Math.abs))).toBeLessThan(6);
});

test('time never goes back, nor ahead of now', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 500, noNaN: true })),
      ),
      (steps) => {
        const clock = createSourceClock();
        let [now, before] = [0, Number.NEGATIVE_INFINITY];
        for (const [timestamp, passed] of steps) {
          now += passed;
          const told = clock(timestamp, now);
          expect(told).toBeGreaterThanOrEqual(before);
          expect(told).toBeLessThanOrEqual(now + 1e-6);
          before = told;
        }
      },
    ),
  );
});
