import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerMessage } from '../../protocol/index.ts';
import type { TestClient } from '../testing/client.ts';
import { TestNodes } from '../testing/nodes.ts';
import { hasProgram } from '../testing/process.ts';

let cluster: TestNodes;
const join = (...place: Parameters<TestNodes['join']>) => cluster.join(...place);
const joined = (...place: Parameters<TestNodes['joined']>) => cluster.joined(...place);

/** A room with its host on one node and another member on the next. */
async function hosted(room: string) {
  const ada = await joined(0, room, 'ada', { host: 'key' });
  const bob = await joined(1, room, 'bob', { pass: 'of bob' });
  await ada.take('peer-joined');
  const order = (action: string, more: object = {}) => ada.send({ type: 'host', room, action, ...more });
  return { ada, bob, order };
}
/** To a join: yes or no. */
const answer = (client: TestClient) => Promise.race([client.take('joined'), client.take('error')]);
const isAgain = (message: ServerMessage) => message.type === 'peer-joined' && message.peer.id === 'again';

/** Tries until it is in as wanted: Redis hears a moment late of a socket that went. */
async function entered(
  node: number,
  room: string,
  id: string,
  fields: object,
  asWanted: (joined: Extract<ServerMessage, { type: 'joined' }>) => boolean = () => true,
): Promise<TestClient> {
  const deadline = Date.now() + 1500;
  for (;;) {
    const client = await join(node, room, id, fields);
    const answer = await Promise.race([client.take('joined'), client.take('error')]);
    if (answer.type === 'joined' && asWanted(answer)) return client;
    if (Date.now() > deadline) throw new Error(JSON.stringify(answer));
    client.ws.close();
    await client.closed;
  }
}
const refusal = async (client: TestClient) => (await client.take('error')).code;
describe.skipIf(!hasProgram('redis-server', 'redis-server'))('several nodes', { timeout: 20_000 }, () => {
  beforeAll(async () => (cluster = await TestNodes.start()), 30_000);
  afterAll(() => cluster.close());

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

  test('carry the chat to those who take it, on any node', async () => {
    const ada = await joined(0, 'talk', 'ada', { chat: true });
    const bob = await join(1, 'talk', 'bob', { chat: true });
    expect((await bob.take('joined')).peers).toEqual([{ id: 'ada', chat: true }]);
    const old = await joined(2, 'talk', 'old');
    expect((await ada.take('peer-joined')).peer).toEqual({ id: 'bob', chat: true });
    await ada.take('peer-joined');
    ada.send({ type: 'chat', to: 'bob', room: 'talk', text: 'hello' });
    expect(await bob.take('chat')).toMatchObject({ from: 'ada', text: 'hello' });
    ada.send({ type: 'chat', to: 'old', room: 'talk', text: 'hello' });
    expect(await refusal(ada)).toBe('unknown-peer');
    expect(old.texts.join('')).not.toContain('hello');
  });

  test('leave a name as it is, whatever stands in it', async () => {
    const name = ':{} "bans":{}';
    const ada = await joined(0, 'names', 'ada');
    await joined(1, 'names', 'bob', { name });
    expect((await ada.take('peer-joined')).peer).toEqual({ id: 'bob', name });
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

  test.each([0, 1])(
    'one who crashed in a full room takes its own lost place, back on node %i',
    async (node) => {
      const room = `crash-${node}`;
      const sharer = await joined(0, room, 'sharer', { host: 'key', pass: 'of sharer' });
      const viewers = await Promise.all(
        Array.from({ length: 14 }, (_, n) => joined(n, room, `v${n}`, { pass: `of ${n}` })),
      );
      sharer.ws.terminate();
      await sharer.closed;
      expect(await refusal(await join(2, room, 'eve', { pass: 'another' }))).toBe('room-full');
      const back = await entered(node, room, 'again', { host: 'key', pass: 'of sharer' });
      for (const viewer of viewers) {
        expect(await viewer.take('peer-left')).toMatchObject({ id: 'sharer', reason: 'lost' });
        await expect.poll(() => viewer.inbox.some(isAgain)).toBe(true);
      }
      back.send({ type: 'host', room, action: 'lock' });
      await expect
        .poll(() => viewers[1]?.inbox.findLast(({ type }) => type === 'room-updated'))
        .toMatchObject({ host: 'again', locked: true });
    },
  );

  test('who slept behind a lock until its place was gone comes back, on any node', async () => {
    const { ada, bob, order } = await hosted('slept');
    order('lock');
    await bob.take('room-updated');
    bob.ws.terminate();
    expect(await ada.take('peer-left')).toMatchObject({ id: 'bob', reason: 'lost' });
    expect(await refusal(await join(2, 'slept', 'bob', { pass: 'guess' }))).toBe('room-locked');
    await joined(2, 'slept', 'bob', { pass: 'of bob' });
  });

  test('what a half-open socket swallowed follows to another node', async () => {
    const ada = await joined(0, 'half', 'ada');
    const bob = await joined(1, 'half', 'bob');
    await ada.take('peer-joined');
    ada.ws.pause();
    const received = ada.texts.length;
    for (let n = 1; n <= 3; n++) bob.send({ type: 'offer', to: 'ada', room: 'half', sdp: 'x', n });
    expect(await bob.drain()).toEqual([]);
    // Behind them on the way to ada's node: with it they have been written to her socket.
    await joined(0, 'half', 'late');
    const again = await join(2, 'half', 'ada', { session: ada.session, resume: true, received });
    expect((await again.take('resumed')).peers.map(({ id }) => id).toSorted()).toEqual(['bob', 'late']);
    const numbers: unknown[] = [];
    for (let n = 1; n <= 3; n++) numbers.push((await again.take('offer')).n);
    expect(numbers).toEqual([1, 2, 3]);
    ada.ws.terminate();
  });

  describe('the host of a room', () => {
    test('locks it on all nodes', async () => {
      const { ada, bob, order } = await hosted('host-lock');
      order('lock');
      expect(await bob.take('room-updated')).toMatchObject({ locked: true, host: 'ada' });
      expect(await refusal(await join(2, 'host-lock', 'eve'))).toBe('room-locked');
      bob.ws.terminate();
      await bob.closed;
      await (await join(2, 'host-lock', 'bob', { session: bob.session, resume: true })).take('resumed');
      ada.ws.terminate();
      await ada.closed;
      // Until its node has seen that ada's socket is gone, she is the host.
      await expect
        .poll(async () => answer(await join(2, 'host-lock', 'page', { host: 'key' })), { timeout: 5000 })
        .toMatchObject({ type: 'joined', host: 'page', locked: true });
    });

    test('is told to the members of its own node too, when it comes back under another id', async () => {
      const { ada, bob } = await hosted('host-back');
      ada.ws.terminate();
      await ada.closed;
      await entered(1, 'host-back', 'ada2', { host: 'key' }, ({ host }) => host === 'ada2');
      expect((await bob.take('room-updated')).host).toBe('ada2');
    });

    test('is the only one who may, wherever it is', async () => {
      const { ada, bob } = await hosted('host-only');
      bob.send({ type: 'host', room: 'host-only', action: 'end' });
      expect(await refusal(bob)).toBe('not-host');
      expect(await ada.drain()).toEqual([]);
    });

    test('removes who is on another node, and keeps it out of all of them', async () => {
      const { ada, bob, order } = await hosted('host-remove');
      const cem = await joined(2, 'host-remove', 'cem', { pass: 'of bob' });
      order('remove', { to: 'bob' });
      for (const client of [bob, cem]) {
        expect(await refusal(client)).toBe('removed');
        expect((await client.closed).code).toBe(4005);
      }
      expect((await ada.take('peer-left')).reason).toBe('removed');
      expect((await ada.take('banned')).bans).toHaveLength(2);
      expect(await refusal(await join(2, 'host-remove', 'new', { pass: 'of bob' }))).toBe('removed');
      const again = await join(1, 'host-remove', 'bob', { session: bob.session, resume: true });
      expect(await refusal(again)).toBe('no-session');
    });

    test('lets in, and turns away, who waits at another node', async () => {
      const { ada, bob, order } = await hosted('host-waiting');
      order('waiting-on');
      await bob.take('room-updated');
      const dan = await join(2, 'host-waiting', 'dan', { name: 'Dan' });
      await dan.take('waiting');
      expect((await ada.take('knock')).peer).toEqual({ id: 'dan', name: 'Dan' });
      order('admit', { to: 'dan' });
      expect((await dan.take('joined')).peers).toHaveLength(2);
      expect((await bob.take('peer-joined')).peer.id).toBe('dan');
      const eve = await join(2, 'host-waiting', 'eve');
      await eve.take('waiting');
      await ada.take('knock');
      order('deny', { to: 'eve' });
      expect(await refusal(eve)).toBe('denied');
      const fay = await join(1, 'host-waiting', 'fay');
      await fay.take('waiting');
      fay.ws.terminate();
      await expect
        .poll(() => ada.inbox.some((message) => message.type === 'knock-gone' && message.id === 'fay'))
        .toBe(true);
    });

    test('hands the role to another node, whose key holds from then on', async () => {
      const { ada, bob, order } = await hosted('host-over');
      order('hand-over', { to: 'bob' });
      expect((await bob.take('room-updated')).host).toBe('bob');
      bob.send({ type: 'host', room: 'host-over', action: 'key', key: 'of bob' });
      bob.send({ type: 'host', room: 'host-over', action: 'lock' });
      expect((await ada.take('room-updated')).host).toBe('bob');
      expect((await ada.take('room-updated')).locked).toBe(true);
      bob.send({ type: 'leave', room: 'host-over' });
      expect((await ada.take('room-updated')).host).toBeNull();
      expect(await refusal(await join(2, 'host-over', 'old', { host: 'key' }))).toBe('room-locked');
      expect((await (await join(2, 'host-over', 'new', { host: 'of bob' })).take('joined')).host).toBe('new');
    });

    test('ends it for all, on all nodes', async () => {
      const { ada, bob, order } = await hosted('host-end');
      order('waiting-on');
      await bob.take('room-updated');
      const dan = await join(2, 'host-end', 'dan');
      await dan.take('waiting');
      order('end');
      for (const client of [ada, bob, dan]) expect(await refusal(client)).toBe('ended');
      expect((await (await join(2, 'host-end', 'new')).take('joined')).host).toBeNull();
    });
  });
});
