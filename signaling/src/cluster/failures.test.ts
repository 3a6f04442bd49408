import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLOSE_CODES } from '../../protocol/index.ts';
import { Cable } from '../testing/cable.ts';
import { TestClient } from '../testing/client.ts';
import { startProcess, TestNodes } from '../testing/nodes.ts';
import { hasProgram, type Program } from '../testing/process.ts';

let cluster: TestNodes;
const join = (...place: Parameters<TestNodes['join']>) => cluster.join(...place);
const joined = (...place: Parameters<TestNodes['joined']>) => cluster.joined(...place);

/** A node in a process of its own, which can be killed. @param resumeTtl in s; its lease is as long */
async function startDoomed(resumeTtl: string): Promise<{ doomed: Program; there: string }> {
  const env = { REDIS_URL: cluster.redisUrl, RESUME_TTL: resumeTtl };
  const { program, ws } = await startProcess(env);
  return { doomed: program, there: ws };
}

describe.skipIf(!hasProgram('redis-server', 'redis-server'))(
  'among several nodes',
  { timeout: 20_000 },
  () => {
    beforeAll(async () => (cluster = await TestNodes.start()), 30_000);
    afterAll(() => cluster.close());

    test('a node that is killed: its members resume elsewhere, or are lost to their peers', async () => {
      const { doomed, there } = await startDoomed('3');
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

    test('a node that is killed while its lease has long to run: a session is taken up elsewhere at once', async () => {
      const { doomed, there } = await startDoomed('30');
      const ada = await joined(0, 'leased', 'ada');
      const bob = await TestClient.join(there, 'leased', 'bob', { name: 'Bob' });
      const { session = '' } = await bob.take('joined');
      await doomed.stop('SIGKILL');
      const killed = performance.now();
      const without = await join(1, 'leased', 'bob');
      expect((await without.take('error')).code).toBe('id-taken');
      const again = await join(1, 'leased', 'bob', { session, resume: true });
      expect((await again.take('resumed')).peers).toEqual([{ id: 'ada' }]);
      expect(performance.now() - killed).toBeLessThan(15_000);
      // Until ada's node hears where bob is now, what it sends goes where nobody is any more.
      await expect
        .poll(() => {
          ada.send({ type: 'offer', to: 'bob', room: 'leased', sdp: 'x' });
          return again.inbox.find((message) => message.type === 'offer')?.from;
        })
        .toBe('ada');
      expect(ada.inbox.filter(({ type }) => type === 'peer-left')).toEqual([]);
      const late = await join(2, 'leased', 'late');
      expect((await late.take('joined')).peers).toContainEqual({ id: 'bob', name: 'Bob' });
    }, 30_000);

    test('a node that is stopped: its members resume elsewhere, or join afresh, and nobody is told that they left', async () => {
      const leaving = await cluster.addNode();
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
      const host = await joined(1, 'restarted', 'host', { host: 'key' });
      host.send({ type: 'host', room: 'restarted', action: 'lock' });
      await host.take('room-updated');
      const former = await joined(0, 'handed', 'former', { host: 'key' });
      const heir = await joined(1, 'handed', 'heir');
      await former.take('peer-joined');
      former.send({ type: 'host', room: 'handed', action: 'hand-over', to: 'heir' });
      expect((await heir.take('room-updated')).host).toBe('heir');
      heir.send({ type: 'host', room: 'handed', action: 'key', key: 'of heir' });
      expect(await heir.drain()).toEqual([]);
      expect((await former.take('room-updated')).host).toBe('heir');
      await cluster.stopRedis();
      ada.send({ type: 'offer', to: 'eve', room: 'restart', sdp: 'meanwhile' });
      expect((await eve.take('offer')).sdp).toBe('meanwhile');
      await expect.poll(async () => (await fetch(`${cluster.node(0).http}/ready`)).status).toBe(503);
      const newcomer = await join(0, 'restart', 'newcomer', { auth: 'key' });
      expect((await newcomer.closed).code).toBe(1013);
      host.ws.terminate();
      const back = await join(1, 'restarted', 'host', { session: host.session, resume: true });
      await back.take('resumed');
      // Nor into a room that lives on one node: see the README.
      expect((await (await join(1, 'restarted', 'newcomer')).closed).code).toBe(1013);
      eve.send({ type: 'leave', room: 'restart' });
      await eve.closed;

      await cluster.startRedis();
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
      expect((await (await join(2, 'restarted', 'eve')).take('error')).code).toBe('room-locked');
      // Who has handed the role over holds no key to it, and does not come by it again.
      heir.send({ type: 'leave', room: 'handed' });
      expect((await former.take('room-updated')).host).toBeNull();
      expect((await (await join(2, 'handed', 'other')).take('joined')).host).toBeNull();
    }, 30_000);

    test('a node that Redis could not reach for a while: it hears who came, moved and went', async () => {
      const cable = await Cable.to(cluster.redisPort);
      const apart = await cluster.addNode(`redis://127.0.0.1:${cable.port}`);
      const eve = await joined(0, 'apart', 'eve');
      await joined(1, 'apart', 'ada');
      const dave = await TestClient.join(apart.ws, 'apart', 'dave');
      await dave.take('joined');
      const bob = await TestClient.join(apart.ws, 'apart', 'bob');
      const { session = '' } = await bob.take('joined');
      cable.cut();
      await expect.poll(async () => (await fetch(`${apart.http}/ready`)).status).toBe(503);
      const moved = await join(1, 'apart', 'bob', { session, resume: true });
      await moved.take('resumed');
      eve.send({ type: 'leave', room: 'apart' });
      await eve.closed;
      await joined(2, 'apart', 'fay');
      cable.mend();
      expect((await bob.closed).code).toBe(CLOSE_CODES.replaced);
      const told = () =>
        dave.inbox.flatMap((message) => {
          if (message.type === 'peer-joined') return `came ${message.peer.id}`;
          return message.type === 'peer-left' ? `went ${message.id}` : [];
        });
      await expect.poll(told, { timeout: 10_000 }).toEqual(['came bob', 'came fay', 'went eve']);
      dave.send({ type: 'offer', to: 'bob', room: 'apart', sdp: 'there' });
      expect((await moved.take('offer')).from).toBe('dave');
      await apart.server.close();
      cable.close();
    }, 30_000);
  },
);
