import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestClient } from '../testing/client.ts';
import { startServer, type TestServer } from '../testing/server.ts';

let running: TestServer;
let count = 0;
beforeAll(async () => {
  running = await startServer({ limits: { waiting: 2 }, timing: { resumeTtl: 5000 } });
});
afterAll(() => running.server.close());

const KEY = 'a host key';

/** A room of its own for each test, with its host and two more in it. */
async function hosted() {
  count += 1;
  const room = `hosted-${count}`;
  const join = (id: string, fields?: object) => TestClient.join(running.ws, room, id, fields);
  const ada = await join('ada', { host: KEY, pass: 'of ada' });
  const { session } = await ada.take('joined');
  const bob = await join('bob', { pass: 'of bob' });
  await bob.take('joined');
  const cem = await join('cem');
  await cem.take('joined');
  for (const client of [ada, bob, cem]) await client.drain();
  const order = (action: string, more: object = {}) => ada.send({ type: 'host', room, action, ...more });
  return { room, join, ada, bob, cem, order, session };
}

const refusal = async (client: TestClient) => {
  const { code } = await client.take('error');
  return [code, (await client.closed).code];
};

describe('the host', () => {
  test('is whoever brings a host key to a new room, and all are told who it is', async () => {
    const { join } = await hosted();
    expect(await (await join('dan')).take('joined')).toMatchObject({
      host: 'ada',
      locked: false,
      waitingRoom: false,
    });
  });

  test('is nobody in a room whose first member brought no key, whatever comes later', async () => {
    await (await TestClient.join(running.ws, 'hostless', 'ada')).take('joined');
    const late = await TestClient.join(running.ws, 'hostless', 'bob', { host: KEY });
    expect((await late.take('joined')).host).toBeNull();
  });

  test('is the founder of a room that is named after its key, whoever came first', async () => {
    const room = createHash('sha256').update(`porthole v1 room ${KEY}`).digest('base64url').slice(0, 16);
    const first = await TestClient.join(running.ws, room, 'bob', { host: 'another key' });
    await first.take('joined');
    first.ws.close();
    await first.closed;
    const viewer = await TestClient.join(running.ws, room, 'cem');
    await viewer.take('joined');
    const founder = await TestClient.join(running.ws, room, 'ada', { host: KEY });
    expect((await founder.take('joined')).host).toBe('ada');
    expect(await viewer.take('room-updated')).toMatchObject({ host: 'ada' });
  });

  test('is not whoever brings another key', async () => {
    const { join } = await hosted();
    expect((await (await join('eve', { host: 'guess' })).take('joined')).host).toBe('ada');
  });

  test('keeps the role while its place is held, and passes it to its other page when it goes', async () => {
    const { join, ada, bob, room, session } = await hosted();
    const page = await join('page', { host: KEY });
    expect((await page.take('joined')).host).toBe('ada');
    ada.ws.terminate();
    const again = await join('ada', { session, resume: true });
    expect((await again.take('resumed')).host).toBe('ada');
    again.send({ type: 'leave', room });
    expect(await bob.take('room-updated')).toMatchObject({ host: 'page' });
  });

  test('takes the role at once where the one who has it has lost its socket', async () => {
    const { join, ada } = await hosted();
    ada.ws.terminate();
    await ada.closed;
    expect((await (await join('ada2', { host: KEY })).take('joined')).host).toBe('ada2');
  });
});

describe('a locked room', () => {
  test('takes nobody new in; a resume still works, and so does the host', async () => {
    const { join, order, bob, ada } = await hosted();
    order('lock');
    expect(await bob.take('room-updated')).toEqual({
      type: 'room-updated',
      locked: true,
      waitingRoom: false,
      host: 'ada',
    });
    expect(await refusal(await join('dan'))).toEqual(['room-locked', 4004]);
    bob.ws.terminate();
    await bob.closed;
    expect(await refusal(await join('bob', { pass: 'guess' }))).toEqual(['room-locked', 4004]);
    await (await join('bob', { pass: 'of bob' })).take('joined');
    expect(await refusal(await join('page', { host: KEY }))).toEqual(['room-locked', 4004]);
    order('unlock');
    await ada.take('room-updated');
    await (await join('dan')).take('joined');
  });
});

describe('whoever is removed', () => {
  test('is put out on all pages, and stays out under another id', async () => {
    const { join, order, ada, bob, cem } = await hosted();
    const page = await join('bob2', { pass: 'of bob' });
    await page.take('joined');
    order('remove', { to: 'bob' });
    expect(await refusal(bob)).toEqual(['removed', 4005]);
    expect(await refusal(page)).toEqual(['removed', 4005]);
    expect(await cem.take('peer-left')).toEqual({ type: 'peer-left', id: 'bob', reason: 'removed' });
    expect((await ada.take('banned')).bans).toHaveLength(2);
    expect(await refusal(await join('bob'))).toEqual(['removed', 4004]);
    expect(await refusal(await join('newcomer', { pass: 'of bob' }))).toEqual(['removed', 4004]);
    await (await join('dan', { pass: 'of dan' })).take('joined');
  });

  test('has no place to resume', async () => {
    const { room, join, order, ada } = await hosted();
    const dan = await join('dan', { pass: 'of dan' });
    const { session } = await dan.take('joined');
    dan.ws.terminate();
    await dan.closed;
    order('remove', { to: 'dan' });
    await ada.take('banned');
    const again = await TestClient.join(running.ws, room, 'dan', { session, resume: true });
    expect((await again.take('error')).code).toBe('no-session');
    again.send({ type: 'join', room, id: 'dan', pass: 'of dan' });
    expect((await again.take('error')).code).toBe('removed');
  });
});

describe('the waiting room', () => {
  test('has newcomers wait until the host lets them in or turns them away', async () => {
    const { join, order, ada, bob } = await hosted();
    order('waiting-on');
    await bob.take('room-updated');
    const dan = await join('dan', { name: 'Dan' });
    expect(await dan.take('waiting')).toMatchObject({ waitMs: 600_000 });
    expect((await ada.take('knock')).peer).toEqual({ id: 'dan', name: 'Dan' });
    const eve = await join('eve');
    await eve.take('waiting');
    expect(await refusal(await join('full'))).toEqual(['waiting-full', 4004]);
    order('admit', { to: 'dan' });
    expect((await dan.take('joined')).peers).toHaveLength(3);
    expect((await bob.take('peer-joined')).peer.id).toBe('dan');
    order('deny', { to: 'eve' });
    expect(await refusal(eve)).toEqual(['denied', 4004]);
    expect((await ada.take('knock-gone')).id).toBe('dan');
  });

  test('lets all in when it is closed, and forgets who went away', async () => {
    const { join, order, ada } = await hosted();
    order('waiting-on');
    await ada.take('room-updated');
    const dan = await join('dan');
    await dan.take('waiting');
    const eve = await join('eve');
    await eve.take('waiting');
    eve.ws.terminate();
    expect((await ada.take('knock-gone')).id).toBe('eve');
    order('waiting-off');
    await dan.take('joined');
  });

  test('is told to a host who comes later, and ends with the room', async () => {
    const { room, join, order, ada, bob, cem } = await hosted();
    order('waiting-on');
    await bob.take('room-updated');
    ada.send({ type: 'leave', room });
    expect((await bob.take('room-updated')).host).toBeNull();
    const dan = await join('dan');
    await dan.take('waiting');
    const host = await join('ada2', { host: KEY });
    expect((await host.take('knock')).peer).toEqual({ id: 'dan' });
    for (const client of [host, bob, cem]) client.send({ type: 'leave', room });
    expect(await refusal(dan)).toEqual(['ended', 4004]);
  });

  test('has a deadline', async () => {
    const hasty = await startServer({ timing: { waiting: 100, join: 60 } });
    const ada = await TestClient.join(hasty.ws, 'r', 'ada', { host: KEY });
    ada.send({ type: 'host', room: 'r', action: 'waiting-on' });
    await ada.take('room-updated');
    const dan = await TestClient.join(hasty.ws, 'r', 'dan');
    expect(await refusal(dan)).toEqual(['denied', 4004]);
    await hasty.server.close();
  });
});

test('the end of a room is the end for all, those who wait included', async () => {
  const { join, order, ada, bob, cem } = await hosted();
  order('waiting-on');
  await ada.take('room-updated');
  const dan = await join('dan');
  await dan.take('waiting');
  order('end');
  for (const client of [ada, bob, cem]) expect(await refusal(client)).toEqual(['ended', 4005]);
  expect(await refusal(dan)).toEqual(['ended', 4004]);
  expect((await (await join('later')).take('joined')).peers).toEqual([]);
});

test('the role is handed on: the former key is void, the new host sets its own', async () => {
  const { room, join, order, ada, bob, cem } = await hosted();
  order('hand-over', { to: 'bob' });
  expect(await cem.take('room-updated')).toMatchObject({ host: 'bob' });
  order('lock');
  expect((await ada.take('error')).code).toBe('not-host');
  bob.send({ type: 'host', room, action: 'key', key: 'of bob' });
  expect(await bob.drain()).not.toContainEqual(expect.objectContaining({ type: 'error' }));
  bob.send({ type: 'leave', room });
  expect(await cem.take('room-updated')).toMatchObject({ host: null });
  expect((await (await join('ada2', { host: KEY })).take('joined')).host).toBeNull();
  expect((await (await join('bob2', { host: 'of bob' })).take('joined')).host).toBe('bob2');
});

test('after a restart of the service the host restores what it knows', async () => {
  const { room, join, order, bob } = await hosted();
  order('restore', { locked: true, waitingRoom: false, members: ['dan'], bans: ['i:bob'] });
  expect((await bob.take('error')).code).toBe('removed');
  await (await join('dan')).take('joined');
  expect(await refusal(await TestClient.join(running.ws, room, 'eve'))).toEqual(['room-locked', 4004]);
});

test.each([
  ['of itself', { action: 'remove', to: 'ada' }, 'bad-message'],
  ['of a stranger', { action: 'remove', to: 'nobody' }, 'unknown-peer'],
  ['to let in one who does not wait', { action: 'admit', to: 'bob' }, 'unknown-peer'],
  ['in another room', { action: 'lock', room: 'elsewhere' }, 'not-in-room'],
])('an order %s is refused', async (_name, order, code) => {
  const { room, ada } = await hosted();
  ada.send({ type: 'host', room, ...order });
  expect(await ada.take('error')).toMatchObject({ code, ref: 'host' });
});

const anyOrder = fc.oneof(
  fc.record({ action: fc.constantFrom('lock', 'unlock', 'waiting-on', 'waiting-off', 'end') }),
  fc.record({
    action: fc.constantFrom('remove', 'admit', 'deny', 'hand-over'),
    to: fc.constantFrom('ada', 'bob', 'cem', 'dan'),
  }),
  fc.record({ action: fc.constant('key'), key: fc.constantFrom(KEY, 'mine') }),
  fc.record({
    action: fc.constant('restore'),
    locked: fc.boolean(),
    waitingRoom: fc.boolean(),
    members: fc.constant(['eve']),
    bans: fc.constant(['i:ada', 'i:cem']),
  }),
);

test('nobody but the host’s connection ever changes the room', async () => {
  const { room, join, ada, bob, cem, order } = await hosted();
  order('waiting-on');
  await ada.take('room-updated');
  const dan = await join('dan');
  await dan.take('waiting');
  const outsider = await TestClient.join(running.ws, 'elsewhere', 'ada', { host: KEY });
  await outsider.take('joined');
  for (const client of [ada, bob, cem]) await client.drain();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(bob, cem, dan, outsider), anyOrder, async (client, forged) => {
      client.send({ type: 'host', room, ...forged });
      expect((await client.take('error')).code).toBe(
        client === bob || client === cem ? 'not-host' : 'not-in-room',
      );
    }),
    { numRuns: 120 },
  );
  for (const client of [ada, bob, cem]) expect(await client.drain()).toEqual([]);
  order('admit', { to: 'dan' });
  expect(await dan.take('joined')).toMatchObject({ host: 'ada', locked: false, waitingRoom: true });
});
