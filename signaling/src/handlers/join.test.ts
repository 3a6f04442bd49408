import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IceServer } from '../../protocol/index.ts';
import { TestClient } from '../testing/client.ts';
import { startServer, type TestServer } from '../testing/server.ts';

let running: TestServer;
beforeAll(async () => {
  running = await startServer();
});
afterAll(() => running.server.close());

const join = (room: string, id: string, fields?: object) => TestClient.join(running.ws, room, id, fields);

describe('join', () => {
  test('tells the newcomer who is there, and the others who came', async () => {
    const ada = await join('hello', 'ada', { name: 'Ada' });
    expect(await ada.take('joined')).toMatchObject({
      v: 1,
      id: 'ada',
      peers: [],
      limit: 15,
      resumeTtl: 30_000,
    });
    const bob = await join('hello', 'bob');
    expect((await bob.take('joined')).peers).toEqual([{ id: 'ada', name: 'Ada' }]);
    expect((await ada.take('peer-joined')).peer).toEqual({ id: 'bob' });
  });

  test('carries a session of at least 128 bits, a different one each time', async () => {
    const sessions = await Promise.all(
      ['a', 'b'].map(async (id) => (await (await join('sessions', id)).take('joined')).session ?? ''),
    );
    expect(Buffer.from(sessions[0] ?? '', 'base64url').length).toBeGreaterThanOrEqual(16);
    expect(sessions[0]).not.toBe(sessions[1]);
  });

  test('carries ICE servers', async () => {
    const ada = await join('ice', 'ada');
    expect((await ada.take('joined')).iceServers).toHaveLength(5);
  });

  test('works on the root path too', async () => {
    const ada = await TestClient.join(running.ws.replace('/ws', '/'), 'root', 'ada');
    expect(await ada.take('joined')).toMatchObject({ id: 'ada' });
  });

  test('admits 15 and turns the 16th away', async () => {
    const members = await Promise.all(Array.from({ length: 15 }, (_, index) => join('full', `p${index}`)));
    await Promise.all(members.map((member) => member.take('joined')));
    const late = await join('full', 'late');
    expect(await late.take('error')).toMatchObject({ code: 'room-full', ref: 'join' });
    expect((await late.closed).code).toBe(4004);
    members[0]?.ws.close();
    await members[1]?.take('peer-left');
    await (await join('full', 'later')).take('joined');
  });

  test.each([
    ['pass', { pass: 'of ada' }, { pass: 'of ada' }],
    ['host key', { host: 'a key' }, { host: 'a key' }],
  ])('lets one who crashed in a full room take its own lost place: by its %s', async (by, fields, again) => {
    const small = await startServer({ limits: { room: 2 } });
    const enter = (id: string, more?: object) => TestClient.join(small.ws, `crash-${by.length}`, id, more);
    const ada = await enter('ada', fields);
    await ada.take('joined');
    const bob = await enter('bob', { pass: 'of bob' });
    await bob.take('joined');
    // Nobody's place is taken whose socket is there.
    const early = await enter('early', again);
    expect((await early.take('error')).code).toBe('room-full');
    ada.ws.terminate();
    await ada.closed;
    for (const other of [{}, { pass: 'another', host: 'another' }]) {
      const late = await enter('late', other);
      expect((await late.take('error')).code).toBe('room-full');
    }
    const back = await enter('ada2', again);
    expect(await back.take('joined')).toMatchObject({ peers: [{ id: 'bob' }], limit: 2 });
    expect(await bob.take('peer-left')).toEqual({ type: 'peer-left', id: 'ada', reason: 'lost' });
    expect((await bob.take('peer-joined')).peer.id).toBe('ada2');
    await small.server.close();
  });

  test('refuses an id that is taken, and leaves its owner alone', async () => {
    const ada = await join('taken', 'ada');
    await ada.take('joined');
    const impostor = await join('taken', 'ada');
    expect((await impostor.take('error')).code).toBe('id-taken');
    expect(await ada.drain()).toEqual([]);
  });

  test('refuses a second join on the same connection, which stays', async () => {
    const ada = await join('twice', 'ada');
    await ada.take('joined');
    ada.send({ type: 'join', room: 'elsewhere', id: 'ada' });
    expect(await ada.take('error')).toMatchObject({ code: 'bad-message', ref: 'join' });
    expect(await ada.drain()).toEqual([]);
  });
});

describe('the key of a room', () => {
  test('is set by the first, and asked of all others', async () => {
    await (await join('locked', 'ada', { auth: 'key' })).take('joined');
    const wrong = await join('locked', 'bob', { auth: 'other' });
    expect((await wrong.take('error')).code).toBe('wrong-key');
    const none = await join('locked', 'bob');
    expect((await none.take('error')).code).toBe('wrong-key');
    expect((await none.closed).code).toBe(4004);
    await (await join('locked', 'bob', { auth: 'key' })).take('joined');
  });

  test('is not asked for in a room that was opened without one', async () => {
    await (await join('open', 'ada')).take('joined');
    await (await join('open', 'bob', { auth: 'key' })).take('joined');
    expect((await (await join('open', 'eve')).take('joined')).peers).toHaveLength(2);
  });

  test('goes with the last member', async () => {
    const ada = await join('again', 'ada', { auth: 'key' });
    await ada.take('joined');
    ada.send({ type: 'leave', room: 'again' });
    expect((await ada.closed).code).toBe(1000);
    await (await join('again', 'ada', { auth: 'new key' })).take('joined');
  });
});

test('TURN credentials are renewed before they end', async () => {
  const turn = { urls: ['turn:turn.example'], secret: 'hush', ttl: 3 };
  const short = await startServer({ turn });
  const ada = await TestClient.join(short.ws, 'turn', 'ada');
  const first = (await ada.take('joined')).iceServers?.at(-1);
  const next = (await ada.take('ice-servers')).iceServers.at(-1);
  expect(next?.username).toMatch(/^\d+:ada$/);
  expect(next?.credential).toBe(credential('hush', next?.username ?? ''));
  expect(endOf(next)).toBeGreaterThan(endOf(first));
  const madeAt = endOf(next) - turn.ttl;
  expect(madeAt).toBeLessThanOrEqual(endOf(first));
  expect(JSON.stringify(ada.texts)).not.toContain('hush');
  await short.server.close();
});

/** s since the epoch */
const endOf = (server: IceServer | undefined) => Number.parseInt(server?.username ?? '');
const credential = (secret: string, username: string) =>
  createHmac('sha1', secret).update(username).digest('base64');
