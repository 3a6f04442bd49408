/** `npm run fuzz:signaling -- [--messages 100000] [--seed N]`: the signaling service's fuzz test, as long as one likes. */
import { parseArgs } from 'node:util';
import { fuzz } from '../signaling/src/testing/fuzz.ts';

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
console.log(`seed ${seed}`);
const result = await fuzz({ messages: Number(values.messages), seed });
console.log(JSON.stringify({ seed, ...result }));
process.exit(result.forged + result.leaked === 0 ? 0 : 1);
