import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLOSE_CODES } from '../../protocol/index.ts';
import { Cable } from '../testing/cable.ts';
import { TestClient } from '../testing/client.ts';
import { startProcess, TestNodes } from '../testing/nodes.ts';
import { hasProgram } from '../testing/process.ts';

/** For what takes a lease of 3 s, a look at the leases, and a busy computer. */
const LONG = { timeout: 15_000 };

let cluster: TestNodes;
const joined = (...place: Parameters<TestNodes['joined']>) => cluster.joined(...place);

/** What a client has been told of who came and went, with nothing taken away. */
const told = ({ inbox }: TestClient) =>
  inbox.flatMap((message) => {
    if (message.type === 'peer-joined') return `came ${message.peer.id}`;
    return message.type === 'peer-left' ? `went ${message.id}` : [];
  });

/** Relays arrive both ways. */
async function talk(room: string, one: TestClient, other: TestClient, ids: readonly [string, string]) {
  one.send({ type: 'offer', to: ids[1], room, sdp: 'there' });
  expect((await other.take('offer')).from).toBe(ids[0]);
  other.send({ type: 'answer', to: ids[0], room, sdp: 'back' });
  expect((await one.take('answer')).from).toBe(ids[1]);
}

describe.skipIf(!hasProgram('redis-server', 'redis-server'))(
  'without a word of a broken connection',
  { timeout: 40_000, concurrent: true },
  () => {
    beforeAll(async () => (cluster = await TestNodes.start()), 30_000);
    afterAll(() => cluster.close());

    test('a way to Redis that goes silent is noticed, and what was missed made up for', async ({
      expect,
    }) => {
      const cable = await Cable.to(cluster.redisPort);
      const apart = await cluster.addNode(`redis://127.0.0.1:${cable.port}`);
      const ada = await joined(0, 'silent', 'ada', { host: 'key' });
      const bob = await joined(1, 'silent', 'bob');
      const dave = await TestClient.join(apart.ws, 'silent', 'dave');
      await dave.take('joined');
      cable.freeze();
      // A node that goes on sending must notice as well: what it sends disappears without an error.
      const chatter = setInterval(
        () => dave.send({ type: 'offer', to: 'ada', room: 'silent', sdp: 'x' }),
        100,
      );
      await expect.poll(async () => (await fetch(`${apart.http}/ready`)).status, { timeout: 9000 }).toBe(503);
      clearInterval(chatter);
      bob.send({ type: 'leave', room: 'silent' });
      ada.send({ type: 'host', room: 'silent', action: 'lock' });
      await expect.poll(() => told(ada), LONG).toContain('went dave');
      cable.thaw();
      await expect.poll(() => told(ada).at(-1), LONG).toBe('came dave');
      await expect.poll(() => told(dave), LONG).toEqual(['went bob']);
      expect((await dave.take('room-updated')).locked).toBe(true);
      ada.inbox.length = 0;
      await talk('silent', dave, ada, ['dave', 'ada']);
      await apart.server.close();
      cable.close();
    });

    test('a node that stood still for longer than its lease: its members are back', async ({ expect }) => {
      const node = await startProcess({ REDIS_URL: cluster.redisUrl, RESUME_TTL: '3' });
      const ada = await joined(0, 'still', 'ada');
      const dave = await TestClient.join(node.ws, 'still', 'dave');
      await dave.take('joined');
      node.program.halt();
      await expect.poll(() => told(ada), LONG).toEqual(['came dave', 'went dave']);
      node.program.go();
      await expect.poll(() => told(ada), LONG).toEqual(['came dave', 'went dave', 'came dave']);
      await talk('still', dave, ada, ['dave', 'ada']);
      expect(told(dave)).toEqual([]);
      await node.program.stop();
    });

    test('a node that stood still while the last place was given away: its member has to go', async ({
      expect,
    }) => {
      const node = await startProcess({ REDIS_URL: cluster.redisUrl, RESUME_TTL: '3' });
      const ada = await joined(0, 'crowd', 'ada');
      const dave = await TestClient.join(node.ws, 'crowd', 'dave');
      await dave.take('joined');
      for (let number = 3; number <= 15; number++) await joined(number, 'crowd', `member-${number}`);
      node.program.halt();
      await expect.poll(() => told(ada), LONG).toContain('went dave');
      await joined(1, 'crowd', 'eve');
      node.program.go();
      expect(await dave.take('error')).toMatchObject({ code: 'room-full' });
      expect((await dave.closed).code).toBe(CLOSE_CODES.expelled);
      expect(told(ada).at(-1)).toBe('came eve');
      // What it had of the room went with it.
      const again = await TestClient.join(node.ws, 'crowd', 'dave');
      expect((await again.take('error')).code).toBe('room-full');
      await node.program.stop();
    });

    test('a node that only hears nothing more: it learns who went meanwhile', async ({ expect }) => {
      const cable = await Cable.to(cluster.redisPort);
      const apart = await cluster.addNode(`redis://127.0.0.1:${cable.port}`);
      const bob = await joined(1, 'deaf', 'bob');
      const dave = await TestClient.join(apart.ws, 'deaf', 'dave');
      await dave.take('joined');
      // The first is for commands.
      cable.freezeOne(1);
      bob.send({ type: 'leave', room: 'deaf' });
      await bob.closed;
      await expect.poll(() => told(dave), LONG).toEqual(['went bob']);
      const ada = await joined(0, 'deaf', 'ada');
      await dave.take('peer-joined');
      await talk('deaf', dave, ada, ['dave', 'ada']);
      await apart.server.close();
      cable.close();
    });
  },
);
