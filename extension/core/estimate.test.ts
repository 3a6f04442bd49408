import { expect, test } from 'vitest';
import { withSureEstimate } from './estimate.ts';

test('the estimate of a connection is believed after 3 s, not before', () => {
  expect(withSureEstimate({ at: 12_999, estimate: 300_000 }, 10_000).estimate).toBeNull();
  expect(withSureEstimate({ at: 13_000, estimate: 300_000 }, 10_000).estimate).toBe(300_000);
});
