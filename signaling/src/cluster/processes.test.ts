import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLOSE_CODES, ROOM_LIMIT, type ServerMessage } from '../../protocol/index.ts';
import { TestClient } from '../testing/client.ts';
import { startProcess, startRedis, type NodeProcess } from '../testing/nodes.ts';
import { freePort, hasProgram, type Program } from '../testing/process.ts';

const ROOMS = Array.from({ length: 50 }, (_, n) => `crowd-${n}`);
/** At once, for each room. */
const JOINERS = 40;
/** So many of the crowd have been let in when a node is killed. */
const KILL_AFTER = 250;
/** The node that is killed. */
const DOOMED = 2;
const SURVIVORS = [0, 1];
/** For a lease of 8 s and a busy computer, in ms. */
const PATIENCE = { timeout: 30_000, interval: 100 };

let redisPort: number;
let redis: Program;
let nodes: NodeProcess[];

/** Somebody who wants into a room, and what came of it. */
interface Joiner {
  readonly room: string;
  readonly id: string;
  readonly node: number;
  readonly client: TestClient;
  joined: Extract<ServerMessage, { type: 'joined' }> | null;
}

/** @param node by its place in {@link nodes} */
const urlOf = (node: number): string => nodes[node]?.ws ?? '';

const ANSWERS: ReadonlySet<ServerMessage['type']> = new Set(['joined', 'resumed', 'error']);

/** The answer to a join; null when there is none any more. */
function answer(client: TestClient): Promise<ServerMessage | null> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = client.inbox.find(({ type }) => ANSWERS.has(type));
      if (found) resolve(found);
    };
    client.ws.on('message', look);
    void client.closed.then(() => resolve(null));
    look();
  });
}

/** Joins; for as long as the service says that it cannot tell, again. */
async function enter(node: number, room: string, id: string, fields: object = {}): Promise<ServerMessage> {
  for (;;) {
    const client = await TestClient.join(urlOf(node), room, id, fields);
    const message = await answer(client);
    if (message) return message;
    expect((await client.closed).code).toBe(CLOSE_CODES.tryLater);
    await sleep(100);
  }
}

async function joined(node: number, room: string, id: string) {
  const client = await TestClient.join(urlOf(node), room, id);
  return { client, session: (await client.take('joined')).session };
}

/** Who is in its room by all that a member has been told, itself included. */
function viewOf({ id, joined, client }: Joiner): string[] {
  const view = new Set([id, ...(joined?.peers ?? []).map((peer) => peer.id)]);
  for (const message of client.inbox) {
    if (message.type === 'peer-joined') view.add(message.peer.id);
    if (message.type === 'peer-left') view.delete(message.id);
  }
  return [...view].toSorted();
}

async function crowd(): Promise<Joiner[]> {
  return Promise.all(
    ROOMS.flatMap((room, place) =>
      Array.from({ length: JOINERS }, async (_, n): Promise<Joiner> => {
        const node = (place + n) % nodes.length;
        return { room, id: `p${n}`, node, client: await TestClient.open(urlOf(node)), joined: null };
      }),
    ),
  );
}

describe.skipIf(!hasProgram('redis-server', 'redis-server'))(
  'three processes and a Redis',
  { timeout: 90_000 },
  () => {
    beforeAll(async () => {
      redisPort = await freePort();
      redis = await startRedis(redisPort);
      const env = {
        REDIS_URL: `redis://127.0.0.1:${redisPort}`,
        RESUME_TTL: '8',
        ADDRESS_CONNECTIONS: '5000',
      };
      nodes = await Promise.all([0, 1, 2].map(() => startProcess(env)));
    }, 60_000);
    afterAll(async () => {
      await Promise.all(nodes.map(({ program }) => program.stop('SIGKILL')));
      await redis.stop();
    });

    test('50 rooms, 40 at once for each, a node killed among them: no room over 15, and all agree who is there', async () => {
      const everyone = await crowd();
      const admitted = () => everyone.filter((one) => one.joined);
      let kill: Promise<void> | undefined;
      await Promise.all(
        everyone.map(async (joiner) => {
          joiner.client.send({ type: 'join', room: joiner.room, id: joiner.id });
          const message = await answer(joiner.client);
          if (message?.type !== 'joined') return;
          joiner.joined = message;
          // At once, in the middle of it, with some of its own let in.
          if (kill || admitted().length < KILL_AFTER || admitted().every(({ node }) => node !== DOOMED))
            return;
          kill = nodes[DOOMED]?.program.stop('SIGKILL');
        }),
      );
      expect(kill).toBeDefined();
      await kill;

      // Those of the dead node expire; who is left sees exactly who is left.
      const alive = everyone.filter(({ node, joined }) => joined && node !== DOOMED);
      const idsIn = (room: string) => alive.filter((one) => one.room === room).map(({ id }) => id);
      const mistaken = () =>
        alive.flatMap((one) => {
          const [seen, there] = [viewOf(one), idsIn(one.room).toSorted()].map((ids) => ids.join(' '));
          return seen === there ? [] : `${one.id} of ${one.room} sees ${seen}, not ${there}`;
        });
      await expect.poll(mistaken, PATIENCE).toEqual([]);
      expect(ROOMS.filter((room) => idsIn(room).length > ROOM_LIMIT)).toEqual([]);

      // The places of the dead are free again, and no more than these.
      const sizes = await Promise.all(
        ROOMS.map(async (room, place) => {
          const free = ROOM_LIMIT - idsIn(room).length;
          const late = await Promise.all(
            Array.from({ length: free + 2 }, (_, n) =>
              enter(SURVIVORS[(place + n) % 2] ?? 0, room, `late${n}`),
            ),
          );
          return idsIn(room).length + late.filter(({ type }) => type === 'joined').length;
        }),
      );
      expect(sizes).toEqual(ROOMS.map(() => ROOM_LIMIT));
      for (const { client } of everyone) client.ws.terminate();
    });

    test('Redis restarts empty: a room on one node goes on, full rooms stay full, and resumes cross nodes again', async () => {
      const one = await joined(0, 'one-node', 'one');
      const two = await joined(0, 'one-node', 'two');
      const ada = await joined(0, 'two-nodes', 'ada');
      const bob = await joined(1, 'two-nodes', 'bob');
      const full = ROOMS.slice(0, 10).map((room) => `full-${room}`);
      const places = Array.from({ length: ROOM_LIMIT }, (_, n) => n);
      await Promise.all(full.flatMap((room) => places.map((n) => joined(n % 2, room, `p${n}`))));
      await redis.stop('SIGKILL');
      for (const node of SURVIVORS) {
        await expect.poll(async () => (await fetch(`${nodes[node]?.http}/ready`)).status, PATIENCE).toBe(503);
      }
      one.client.send({ type: 'offer', to: 'two', room: 'one-node', sdp: 'meanwhile' });
      expect((await two.client.take('offer')).from).toBe('one');
      two.client.ws.terminate();
      const back = await TestClient.join(urlOf(0), 'one-node', 'two', { session: two.session, resume: true });
      await back.take('resumed');
      one.client.send({ type: 'answer', to: 'two', room: 'one-node', sdp: 'still' });
      expect((await back.take('answer')).from).toBe('one');

      redis = await startRedis(redisPort);
      // It came back empty: who is there has to be told to it before anybody else is let in.
      const late = await Promise.all(full.map((room, place) => enter(place % 2, room, 'late')));
      expect(late).toMatchObject(full.map(() => ({ type: 'error', code: 'room-full' })));
      ada.client.ws.terminate();
      const resumed = await enter(1, 'two-nodes', 'ada', { session: ada.session, resume: true });
      expect(resumed).toMatchObject({ type: 'resumed', peers: [{ id: 'bob' }] });
      expect(bob.client.inbox.filter(({ type }) => type === 'peer-left')).toEqual([]);
    });
  },
);
