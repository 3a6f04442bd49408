import { expect, test } from 'vitest';
import { isFlood, listen, type Talk } from './flood.ts';

/** So many messages of so many bytes, evenly over a time in ms. */
function said(count: number, bytes: number, ms: number): readonly Talk[] {
  const talks: Talk[] = [];
  for (let index = 0; index < count; index++) {
    talks.push(listen(talks.at(-1) ?? null, bytes, (index * ms) / count));
  }
  return talks;
}

test('reports four times a second, and their answers, are none', () => {
  expect(said(80, 300, 10_000).some(isFlood)).toBe(false);
});

test('many messages within a second are one, however small', () => {
  expect(said(100, 1, 999).some(isFlood)).toBe(false);
  expect(said(101, 1, 999).some(isFlood)).toBe(true);
});

test('many bytes within a second are one, however few messages they are', () => {
  expect(said(2, 64 * 1024, 999).some(isFlood)).toBe(false);
  expect(said(1, 128 * 1024 + 1, 1).some(isFlood)).toBe(true);
});

test('a second that was too loud is forgotten in the next', () => {
  const [loud] = said(1, 1_000_000, 1);
  expect(isFlood(listen(loud ?? null, 10, 1000))).toBe(false);
});
