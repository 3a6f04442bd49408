import { expect, test } from 'vitest';
import { fuzz } from './testing/fuzz.ts';

// The long form is `npm run fuzz:signaling`.
test('random and mutated messages crash nothing, forge nothing, leak nothing', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const result = await fuzz({ messages: 6000, seed });
  expect(result, `seed ${seed}`).toMatchObject({ forged: 0, leaked: 0 });
  expect(result.relayed).toBeGreaterThan(20);
}, 30_000);
