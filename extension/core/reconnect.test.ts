import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reconnectDelay } from './reconnect.ts';

test('the wait doubles and stays within 4 s', () => {
  expect([0, 1, 2, 3, 4, 50].map((attempt) => reconnectDelay(attempt, 0))).toEqual([
    250, 500, 1000, 2000, 2000, 2000,
  ]);
  expect(reconnectDelay(50, 0.9999)).toBeLessThanOrEqual(4000);
});

test('two clients that lost the server at once do not come back at once', () => {
  const one = fc.double({ min: 0, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(fc.nat(20), one, (attempt, random) => {
      expect(reconnectDelay(attempt, random + 0.01)).toBeGreaterThanOrEqual(reconnectDelay(attempt, random));
    }),
  );
  expect(reconnectDelay(3, 0.8) - reconnectDelay(3, 0.2)).toBeGreaterThan(1000);
});
