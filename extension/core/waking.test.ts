import { expect, test } from 'vitest';
import { AWAKE, isBehind, lookAgain, type Reception, type Waking } from './waking.ts';

/** A look every 250 ms from a moment on: frames received and decoded in each, and how long they waited. */
function looks(
  waking: Waking,
  from: number,
  each: readonly (readonly [received: number, decoded: number, jitterMs: number | null])[],
): Waking {
  let last: Omit<Reception, 'at' | 'jitterMs'> = waking.last ?? { received: 0, decoded: 0 };
  return each.reduce((before, [received, decoded, jitterMs], index) => {
    last = { received: last.received + received, decoded: last.decoded + decoded };
    return lookAgain(before, { ...last, at: from + index * 250, jitterMs });
  }, waking);
}

const live = [7, 7, 40] as const;
const stuck = [7, 0, null] as const;
const late = [7, 7, 900] as const;
const settled = looks(AWAKE, 0, [live, live, live]);

test('who sleeps, and whose buffer then holds the picture back, is behind', () => {
  expect(isBehind(looks(settled, 8500, [live, stuck]))).toBe(false);
  expect(isBehind(looks(settled, 8500, [live, stuck, stuck]))).toBe(true);
  expect(isBehind(looks(settled, 8500, [live, late, stuck]))).toBe(true);
});

test('what came while it slept does not count', () => {
  expect(isBehind(looks(settled, 8500, [late, live, live, live]))).toBe(false);
});

test('who sleeps and is live again is not behind', () => {
  expect(isBehind(looks(settled, 8500, [live, stuck, live, late, live]))).toBe(false);
});

test('nor is who gets nothing at all: the way is lost, not the clock', () => {
  expect(isBehind(looks(settled, 8500, [live, [0, 0, null], [0, 0, null], [0, 0, null]]))).toBe(false);
});

test('who has not slept is none of this, however late the picture is', () => {
  expect(isBehind(looks(settled, 750, [stuck, stuck, late, late, late]))).toBe(false);
});

test('a page whose timers run once a second does not sleep', () => {
  const hidden = [1, 2, 3, 4].reduce(
    (before, second) =>
      lookAgain(before, { at: second * 1000, received: second * 30, decoded: 0, jitterMs: null }),
    AWAKE,
  );
  expect(isBehind(hidden)).toBe(false);
});

test('long after the sleep it is no more the cause', () => {
  const awake = looks(
    settled,
    8500,
    Array.from({ length: 70 }, () => live),
  );
  expect(isBehind(looks(awake, 8500 + 70 * 250, [stuck, stuck, stuck]))).toBe(false);
});
