import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Cable } from '../testing/cable.ts';
import { TestClient } from '../testing/client.ts';
import { TestNodes } from '../testing/nodes.ts';
import { hasProgram } from '../testing/process.ts';

/** A node's connections to Redis, in the order in which it makes them. */
const EVENTS = 1;

let cluster: TestNodes;
let cable: Cable;
/** The address of a node whose way to Redis is the cable. */
let slow: string;
const joined = (...place: Parameters<TestNodes['joined']>) => cluster.joined(...place);

/** Sends numbered messages, and waits until they have been handled. */
async function count(from: TestClient, room: string, numbers: readonly number[]): Promise<void> {
  for (const n of numbers) from.send({ type: 'offer', to: 'ada', room, sdp: 'x', n });
  expect(await from.drain()).toEqual([]);
}

async function counted(to: TestClient): Promise<unknown[]> {
  const numbers: unknown[] = [];
  for (let n = 0; n < 5; n++) numbers.push((await to.take('offer')).n);
  return numbers;
}

describe.skipIf(!hasProgram('redis-server', 'redis-server'))(
  'who moves to another node gets messages in order, though the one it left is slow to pass them on',
  { timeout: 20_000 },
  () => {
    beforeAll(async () => (cluster = await TestNodes.start()), 30_000);
    afterAll(() => cluster.close());
    beforeEach(async () => {
      const node = await cluster.addNodeByCable();
      cable = node.cable;
      slow = node.ws;
      onTestFinished(() => node.close());
    });

    test('from a member on a third node', async () => {
      const bob = await joined(0, 'third', 'bob');
      const ada = await TestClient.join(slow, 'third', 'ada');
      const { session } = await ada.take('joined');
      await bob.take('peer-joined');
      ada.ws.terminate();
      await ada.closed;
      cable.freezeOne(EVENTS);
      await count(bob, 'third', [0, 1, 2]);
      const again = await cluster.join(2, 'third', 'ada', { session, resume: true });
      await again.take('resumed');
      // By this bob's node has heard of the move as well.
      await joined(2, 'third', 'late');
      await bob.take('peer-joined');
      await count(bob, 'third', [3, 4]);
      cable.thaw();
      expect(await counted(again)).toEqual([0, 1, 2, 3, 4]);
    });

    test('from a member on the node that it comes to', async () => {
      const bob = await joined(2, 'there', 'bob');
      const ada = await TestClient.join(slow, 'there', 'ada');
      const { session } = await ada.take('joined');
      await bob.take('peer-joined');
      ada.ws.terminate();
      await ada.closed;
      cable.freezeOne(EVENTS);
      await count(bob, 'there', [0, 1, 2]);
      const again = await cluster.join(2, 'there', 'ada', { session, resume: true });
      // Asked later over the same connection to Redis: by this the place has moved.
      await joined(2, 'there', 'late');
      await bob.take('peer-joined');
      await count(bob, 'there', [3, 4]);
      cable.thaw();
      await again.take('resumed');
      expect(await counted(again)).toEqual([0, 1, 2, 3, 4]);
    });

    test('and has one place, when it moves on before that', async () => {
      const bob = await joined(2, 'twice', 'bob');
      const ada = await TestClient.join(slow, 'twice', 'ada');
      const { session } = await ada.take('joined');
      await bob.take('peer-joined');
      cable.freezeOne(EVENTS);
      const second = await cluster.join(2, 'twice', 'ada', { session, resume: true });
      await joined(2, 'twice', 'late');
      await bob.take('peer-joined');
      const third = await cluster.join(1, 'twice', 'ada', { session, resume: true });
      await third.take('resumed');
      cable.thaw();
      expect((await second.take('error')).code).toBe('no-session');
      bob.send({ type: 'offer', to: 'ada', room: 'twice', sdp: 'x' });
      expect((await third.take('offer')).from).toBe('bob');
    });
  },
);
