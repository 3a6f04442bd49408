import * as fc from 'fast-check';
import { BAD_CLIENT_MESSAGES, GOOD_CLIENT_MESSAGES } from '../../protocol/messages.fixtures.ts';
import { TestClient } from './client.ts';
import { mutatedRelay } from './messages.ts';
import { metricsOf, startServer, type TestServer } from './server.ts';

/** What a fuzz run found; everything but `messages` and `relayed` should be 0. */
export interface FuzzResult {
  readonly messages: number;
  /** Messages that got through to a member of the sender's room, as they may. */
  readonly relayed: number;
  /** Messages with a forged sender, for another receiver, or into another room. */
  readonly forged: number;
  /** Rooms, members and connections that are still there after everyone has left. */
  readonly leaked: number;
}

/** Sent between two looks at whether the service still answers. */
const BATCH = 500;

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

/**
 * Throws random and mutated messages at a service that listens, from a member of room `r`, from a member of another room
 * and from a client that has joined nothing; a bystander in `r` watches what arrives.
 * @throws when the service stops answering
 */
export async function fuzz({ messages, seed }: { messages: number; seed: number }): Promise<FuzzResult> {
  const running = await startServer({
    limits: { messagesPerSecond: 1e9, messageBurst: 1e9 },
    timing: { resumeTtl: 100, join: 60_000 },
  });
  const bystander = await TestClient.join(running.ws, 'r', 'p');
  await bystander.take('joined');
  const result = { messages: 0, relayed: 0, forged: 0, leaked: 0 };
  for (let batch = 0; result.messages < messages; batch++) {
    const attacks = fc.sample(anything, { seed: seed + batch, numRuns: BATCH });
    await Promise.all(['r', 'r2', null].map((room) => attack(running, room, attacks)));
    result.messages += 3 * BATCH;
    for (const message of await bystander.drain()) {
      if (!('from' in message)) continue;
      const isRight = message.from === 'q' && message.to === 'p' && message.room === 'r';
      if (isRight) result.relayed += 1;
      else result.forged += 1;
    }
  }
  bystander.ws.close();
  result.leaked = await leftOvers(running);
  await running.server.close();
  return result;
}

/** One client's share; it comes again where its messages have ended its stay. */
async function attack(
  running: TestServer,
  room: string | null,
  attacks: readonly (string | Uint8Array)[],
): Promise<void> {
  let client: TestClient | null = null;
  for (const message of attacks) {
    if (client?.ws.readyState !== 1) {
      client = await TestClient.open(running.ws);
      if (room !== null) client.send({ type: 'join', room, id: 'q' });
    }
    client.ws.send(message);
    // Let answers in now and then, so that an end is noticed.
    if (Math.random() < 0.02) await new Promise(setImmediate);
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
