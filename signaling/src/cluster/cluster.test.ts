import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestClient } from '../testing/client.ts';
import { Program, freePort, hasProgram } from '../testing/process.ts';
import { startServer, type TestServer } from '../testing/server.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

let redis: Program;
let redisPort = 0;
let nodes: TestServer[] = [];

const startRedis = () =>
  Program.start(
    'redis-server',
    ['--port', String(redisPort), '--save', '', '--bind', '127.0.0.1'],
    'Ready to accept',
  );

const urlOf = (node: number): string => nodes[node % nodes.length]?.ws ?? '';
const join = (node: number, room: string, id: string, fields?: object) =>
  TestClient.join(urlOf(node), room, id, fields);

async function joined(
  node: number,
  room: string,
  id: string,
  fields?: object,
): Promise<TestClient & { session: string }> {
  const client = await join(node, room, id, fields);
  const { session = '' } = await client.take('joined');
  return Object.assign(client, { session });
}

describe.skipIf(!hasProgram('redis-server', 'redis-server'))('several nodes', () => {
  beforeAll(async () => {
    redisPort = await freePort();
    redis = await startRedis();
    const redisUrl = `redis://127.0.0.1:${redisPort}`;
    nodes = await Promise.all([0, 1, 2].map(() => startServer({ redisUrl, timing: { resumeTtl: 3000 } })));
  });
  afterAll(async () => {
    await Promise.all(nodes.map(({ server }) => server.close()));
    await redis.stop();
  });

  test('are one room to its members', async () => {
    const ada = await joined(0, 'one', 'ada', { name: 'Ada' });
    const bob = await join(1, 'one', 'bob');
    expect((await bob.take('joined')).peers).toEqual([{ id: 'ada', name: 'Ada' }]);
    expect((await ada.take('peer-joined')).peer).toEqual({ id: 'bob' });
    const carol = await join(2, 'one', 'carol');
    expect((await carol.take('joined')).peers.map(({ id }) => id).toSorted()).toEqual(['ada', 'bob']);
    await bob.take('peer-joined');

    ada.send({ type: 'offer', to: 'bob', room: 'one', sdp: 'x', later: 1 });
    expect(await bob.take('offer')).toMatchObject({ from: 'ada', sdp: 'x' });
    expect(bob.texts.at(-1)).toContain('"later":1');
    bob.send({ type: 'ice-candidate', to: 'carol', room: 'one', candidate: { candidate: '' } });
    expect((await carol.take('ice-candidate')).from).toBe('bob');

    ada.send({ type: 'update', room: 'one', sharing: true });
    expect((await carol.take('peer-updated')).peer).toEqual({ id: 'ada', name: 'Ada', sharing: true });
    bob.send({ type: 'leave', room: 'one' });
    expect(await ada.take('peer-left')).toEqual({ type: 'peer-left', id: 'bob', reason: 'left' });
    expect((await carol.take('peer-left')).id).toBe('bob');
  });

  test('share the key, the ids and the limit of a room', async () => {
    await joined(0, 'shared', 'ada', { auth: 'key' });
    expect((await (await join(1, 'shared', 'bob')).take('error')).code).toBe('wrong-key');
    expect((await (await join(1, 'shared', 'ada', { auth: 'key' })).take('error')).code).toBe('id-taken');
    await Promise.all(Array.from({ length: 14 }, (_, n) => joined(n, 'shared', `p${n}`, { auth: 'key' })));
    expect((await (await join(2, 'shared', 'late', { auth: 'key' })).take('error')).code).toBe('room-full');
  });

  test('a lost socket is resumed on another node, with what came meanwhile in order', async () => {
    const ada = await joined(0, 'moves', 'ada', { name: 'Ada' });
    const bob = await joined(1, 'moves', 'bob');
    ada.ws.terminate();
    await ada.closed;
    for (let n = 0; n < 5; n++) bob.send({ type: 'offer', to: 'ada', room: 'moves', sdp: 'x', n });
    expect(await bob.drain()).toEqual([]);
    const again = await join(2, 'moves', 'ada', { session: ada.session, resume: true });
    expect(await again.take('resumed')).toMatchObject({
      id: 'ada',
      session: ada.session,
      peers: [{ id: 'bob' }],
    });
    const numbers: unknown[] = [];
    for (let n = 0; n < 5; n++) numbers.push((await again.take('offer')).n);
    expect(numbers).toEqual([0, 1, 2, 3, 4]);
    again.send({ type: 'answer', to: 'bob', room: 'moves', sdp: 'x' });
    expect((await bob.take('answer')).from).toBe('ada');
    bob.send({ type: 'offer', to: 'ada', room: 'moves', sdp: 'x', n: 9 });
    expect((await again.take('offer')).n).toBe(9);
    expect(bob.inbox.filter(({ type }) => type === 'peer-left')).toEqual([]);
    const late = await join(0, 'moves', 'late');
    expect((await late.take('joined')).peers).toContainEqual({ id: 'ada', name: 'Ada' });
  });

  test('a half-open socket on one node gives way to a resume on another', async () => {
    const ada = await joined(0, 'half-open', 'ada');
    const again = await join(1, 'half-open', 'ada', { session: ada.session, resume: true });
    await again.take('resumed');
    expect((await ada.closed).code).toBe(4001);
    const guess = await join(2, 'half-open', 'ada', { session: 'guess', resume: true });
    expect((await guess.take('error')).code).toBe('no-session');
  });

  test('50 rooms, 40 at once for each, spread over the nodes: 15 get in, none more', async () => {
    const rooms = await Promise.all(
      Array.from({ length: 50 }, async (_, room) => {
        const clients = await Promise.all(
          Array.from({ length: 40 }, (_, n) => join(room + n, `crowd-${room}`, `p${n}`)),
        );
        const answers = await Promise.all(
          clients.map((client) =>
            Promise.race([client.take('joined'), client.take('error')]).catch(() => null),
          ),
        );
        for (const client of clients) client.ws.close();
        return answers.filter((answer) => answer?.type === 'joined').length;
      }),
    );
    expect(rooms).toEqual(Array.from({ length: 50 }, () => 15));
  }, 30_000);

  test('a node that is killed: its members resume elsewhere, or are lost to their peers', async () => {
    const port = await freePort();
    const doomed = await Program.start(process.execPath, ['--import', 'tsx', MAIN], '"listening"', {
      PORT: String(port),
      HOST: '127.0.0.1',
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      RESUME_TTL: '3',
    });
    const there = `ws://127.0.0.1:${port}/ws`;
    const ada = await joined(0, 'doomed', 'ada');
    const bob = await TestClient.join(there, 'doomed', 'bob');
    const { session = '' } = await bob.take('joined');
    await (await TestClient.join(there, 'doomed', 'carol')).take('joined');
    await doomed.stop('SIGKILL');
    const again = await join(1, 'doomed', 'bob', { session, resume: true });
    await again.take('resumed');
    await expect
      .poll(() => ada.inbox.find(({ type }) => type === 'peer-left'), { timeout: 10_000 })
      .toEqual({
        type: 'peer-left',
        id: 'carol',
        reason: 'lost',
      });
    ada.send({ type: 'offer', to: 'bob', room: 'doomed', sdp: 'x' });
    expect((await again.take('offer')).from).toBe('ada');
  }, 30_000);

  test('a node that is stopped: its members resume elsewhere, or join afresh, and nobody is told that they left', async () => {
    const redisUrl = `redis://127.0.0.1:${redisPort}`;
    const leaving = await startServer({ redisUrl, timing: { resumeTtl: 3000 } });
    const ada = await joined(0, 'stopped', 'ada');
    const bob = await TestClient.join(leaving.ws, 'stopped', 'bob');
    const { session = '' } = await bob.take('joined');
    await (await TestClient.join(leaving.ws, 'stopped', 'carol')).take('joined');
    await leaving.server.close();
    const again = await join(1, 'stopped', 'bob', { session, resume: true });
    await again.take('resumed');
    expect(ada.inbox.filter(({ type }) => type === 'peer-left')).toEqual([]);
    const carol = await join(2, 'stopped', 'carol');
    expect((await carol.take('joined')).peers).toHaveLength(2);
  });

  test('Redis restarts empty: rooms go on, and across nodes again after', async () => {
    const ada = await joined(0, 'restart', 'ada', { auth: 'key' });
    const eve = await joined(0, 'restart', 'eve', { auth: 'key' });
    const bob = await joined(1, 'restart', 'bob', { auth: 'key' });
    await redis.stop('SIGKILL');
    ada.send({ type: 'offer', to: 'eve', room: 'restart', sdp: 'meanwhile' });
    expect((await eve.take('offer')).sdp).toBe('meanwhile');
    await expect.poll(async () => (await fetch(`${nodes[0]?.http}/ready`)).status).toBe(503);
    const newcomer = await join(0, 'restart', 'newcomer', { auth: 'key' });
    expect((await newcomer.closed).code).toBe(1013);
    eve.send({ type: 'leave', room: 'restart' });
    await eve.closed;

    redis = await startRedis();
    await expect
      .poll(
        () => {
          ada.send({ type: 'offer', to: 'bob', room: 'restart', sdp: 'after' });
          return bob.inbox.some(({ type }) => type === 'offer');
        },
        { timeout: 10_000, interval: 200 },
      )
      .toBe(true);
    const late = await join(2, 'restart', 'late', { auth: 'key' });
    expect((await late.take('joined')).peers.map(({ id }) => id).toSorted()).toEqual(['ada', 'bob']);
    expect((await (await join(2, 'restart', 'other')).take('error')).code).toBe('wrong-key');
  }, 30_000);
});
