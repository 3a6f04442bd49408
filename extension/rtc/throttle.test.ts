import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { createThrottle } from './throttle.ts';

test('the first call runs at once, those after it once as soon as they may', () => {
  const clock = fakeClock();
  const runs: number[] = [];
  const throttle = createThrottle(clock, 34, () => runs.push(clock.now()));
  for (let ms = 0; ms < 100; ms += 5) {
    throttle.call();
    clock.pass(5);
  }
  expect(runs).toEqual([0, 34, 68]);
  clock.pass(100);
  expect(runs).toEqual([0, 34, 68, 102]);
});

test('closed, it runs no more', () => {
  const clock = fakeClock();
  const runs: number[] = [];
  const throttle = createThrottle(clock, 34, () => runs.push(clock.now()));
  throttle.call();
  throttle.call();
  throttle.close();
  clock.pass(1000);
  expect(runs).toEqual([0]);
});
