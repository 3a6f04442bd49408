import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { BAD_CLIENT_MESSAGES, GOOD_CLIENT_MESSAGES } from '../../protocol/messages.fixtures.ts';
import { TestClient } from './client.ts';
import { mutatedRelay } from './messages.ts';
import { metricsOf, startServer, type TestServer } from './server.ts';

/** What a fuzz run found. */
export interface FuzzResult {
  readonly messages: number;
  /** Messages that got through to a member of the sender's room, as they may. */
  relayed: number;
  /** Messages with a forged sender, for another receiver, or into another room: none, if all is well. */
  forged: number;
  /** Rooms, members and connections that are still there after everyone has left: none, if all is well. */
  readonly leaked: number;
  /** Bytes of heap and buffers that are in use at the end, and were not after the first batches; garbage not counted. */
  readonly heapGrowth: number;
}

/** Sent by each attacker between two looks at whether the service still answers. */
const BATCH = 500;
/** Batches until what is compiled, cached and grown once is there; the heap is measured from then on. */
const WARM_UP = 4;
/** Each attacks from a place of its own: beside the bystander, in another room, and without having joined. */
const PLACES = ['r', 'r2', null] as const;
/** Apart, so that runs with seeds that are near each other share no batch. */
const SEED_STEP = 1_000_003;

const anything = fc.oneof(
  { weight: 6, arbitrary: mutatedRelay },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...GOOD_CLIENT_MESSAGES, ...BAD_CLIENT_MESSAGES).map(([, text]) => text),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);

/** What may follow a message: answers are let in, so that an end is noticed, or the client goes, with or without a word. */
const next = fc
  .nat({ max: 99 })
  .map((n) => (n < 2 ? 'pause' : n < 3 ? 'close' : n < 4 ? 'terminate' : 'go on'));
const step = fc.record({ message: anything, next });
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/**
 * Throws random and mutated messages at a service that listens, from a member of room `r`, from a member of another room
 * and from a client that has joined nothing; a bystander in `r` watches what arrives. What is sent,
 * and when somebody pauses or goes, comes from the seed.
 * @param messages at least; whole batches are sent
 * @throws when the service stops answering
 */
export async function fuzz({ messages, seed }: { messages: number; seed: number }): Promise<FuzzResult> {
  const running = await startServer({
    limits: { messagesPerSecond: 1e9, messageBurst: 1e9 },
    timing: { resumeTtl: 100, join: 60_000 },
  });
  const found = { relayed: 0, forged: 0 };
  const batches = Math.max(WARM_UP + 1, Math.ceil(messages / (PLACES.length * BATCH)));
  let heapBefore = 0;
  let leaked = 0;
  for (let batch = 0; batch < batches; batch++) {
    await attackOnce(running, seed + batch * SEED_STEP, found);
    if (batch === WARM_UP - 1) {
      leaked += await leftOvers(running);
      heapBefore = heapInUse();
    }
  }
  leaked += await leftOvers(running);
  const heapGrowth = heapInUse() - heapBefore;
  await running.server.close();
  return { messages: batches * PLACES.length * BATCH, ...found, leaked, heapGrowth };
}

/** One batch, under the eyes of a bystander of its own. */
async function attackOnce(
  running: TestServer,
  seed: number,
  found: { relayed: number; forged: number },
): Promise<void> {
  const bystander = await TestClient.join(running.ws, 'r', 'p');
  await bystander.take('joined');
  await Promise.all(
    PLACES.map((room, place) =>
      attack(running, room, fc.sample(step, { seed: seed + place, numRuns: BATCH })),
    ),
  );
  for (const message of await bystander.drain()) {
    if (!('from' in message)) continue;
    const isRight = message.from === 'q' && message.to === 'p' && message.room === 'r';
    if (isRight) found.relayed += 1;
    else found.forged += 1;
  }
  bystander.ws.close();
  await bystander.closed;
}

/** One client's share; it comes again where its messages have ended its stay. */
async function attack(running: TestServer, room: string | null, steps: readonly Step[]): Promise<void> {
  let client: TestClient | null = null;
  for (const { message, next } of steps) {
    if (client?.ws.readyState !== 1) {
      client = await TestClient.open(running.ws);
      if (room !== null) client.send({ type: 'join', room, id: 'q' });
    }
    client.ws.send(message);
    if (next === 'pause') await new Promise(setImmediate);
    else if (next !== 'go on') client.ws[next]();
  }
  client?.ws.close();
  await client?.closed;
}

async function leftOvers(running: TestServer): Promise<number> {
  const deadline = Date.now() + 5000;
  for (;;) {
    const text = await metricsOf(running);
    const counts = [...text.matchAll(/^porthole_(?:rooms|peers|connections) (\d+)$/gm)].map(([, count]) =>
      Number(count),
    );
    const left = counts.reduce((sum, count) => sum + count, 0);
    if (left === 0 || Date.now() > deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Bytes of heap and buffers, once the garbage is out. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  // A second time for what finalizers let go.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
