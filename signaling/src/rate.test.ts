import { expect, test } from 'vitest';
import { Bucket } from './rate.ts';

test('gives out its burst, then its rate', () => {
  const bucket = new Bucket(2, 3, 0);
  expect([bucket.take(0), bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([2, 1, 0, -1]);
  expect([bucket.take(1), bucket.take(1)]).toEqual([0, -1]);
});

test('saves up no more than its burst, whatever the pause', () => {
  const bucket = new Bucket(2, 3, 0);
  expect(bucket.take(1_000_000)).toBe(2);
});

test('says when it is empty and when it is full', () => {
  const bucket = new Bucket(0.5, 1, 0);
  expect([bucket.isEmpty(0), bucket.isFull(0)]).toEqual([false, true]);
  bucket.take(0);
  expect([bucket.isEmpty(1), bucket.isFull(1)]).toEqual([true, false]);
  expect([bucket.isEmpty(2), bucket.isFull(2)]).toEqual([false, true]);
});
