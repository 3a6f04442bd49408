import { expect, test } from 'vitest';
import { fuzz } from './testing/fuzz.ts';

const MESSAGES = 100_000;
/** Bytes; what is compiled meanwhile takes about 1 MB, an object kept for each message more than 3. */
const HEAP_GROWTH = 3_000_000;

// One run again, or a longer one: `npm run fuzz:signaling -- --seed N --messages M`.
test('random and mutated messages crash nothing, forge nothing, leak nothing', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  process.stderr.write(`fuzz: seed ${seed}\n`);
  const result = await fuzz({ messages: MESSAGES, seed });
  expect(result, `seed ${seed}`).toMatchObject({ forged: 0, leaked: 0 });
  expect(result.messages).toBeGreaterThanOrEqual(MESSAGES);
  expect(result.relayed).toBeGreaterThan(MESSAGES / 50);
  expect(result.heapGrowth, `seed ${seed}`).toBeLessThan(HEAP_GROWTH);
}, 180_000);
