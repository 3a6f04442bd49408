import { expect, test } from 'vitest';
import type { Timing } from './config.ts';
import { Deadlines } from './deadlines.ts';

const timing: Timing = {
  tick: 1000,
  join: 10_000,
  waiting: 300_000,
  ping: 10_000,
  mute: 25_000,
  resumeTtl: 60_000,
  drain: 5000,
  retrySpread: 5000,
};

test('who says nothing is mute after a while, and any sign of life begins it anew', () => {
  const deadlines = new Deadlines(1000);
  expect([deadlines.isMute(25_999, timing), deadlines.isMute(26_000, timing)]).toEqual([false, true]);
  deadlines.hear(20_000);
  expect([deadlines.isMute(26_000, timing), deadlines.isMute(45_000, timing)]).toEqual([false, true]);
});

test('who does not join is late, whatever it says', () => {
  const deadlines = new Deadlines(0);
  deadlines.hear(9000);
  expect([deadlines.isLate(9999, timing), deadlines.isLate(10_000, timing)]).toEqual([false, true]);
});

test('a place is held from the last sign of life on, with a margin, and never for less than no time', () => {
  const deadlines = new Deadlines(0);
  expect(deadlines.holdFor(25_000, timing)).toBe(33_500);
  expect(deadlines.holdFor(90_000, timing)).toBe(0);
});

test('a ping is due once in its time', () => {
  const deadlines = new Deadlines(0);
  expect([9999, 10_000, 10_001, 20_000].map((now) => deadlines.takePing(now, timing))).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

test('credentials are renewed once three quarters of their lifetime are used', () => {
  const deadlines = new Deadlines(0);
  expect([2_699_999, 2_700_000, 2_700_001].map((now) => deadlines.takeCredentials(now, 3600))).toEqual([
    false,
    true,
    false,
  ]);
});
