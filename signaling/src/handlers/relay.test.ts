import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BAD_CLIENT_MESSAGES } from '../../protocol/messages.fixtures.ts';
import { TestClient } from '../testing/client.ts';
import { startServer, type TestServer } from '../testing/server.ts';

let running: TestServer;
let ada: TestClient;
let bob: TestClient;
let room = '';
let count = 0;

beforeAll(async () => {
  running = await startServer();
});
afterAll(() => running.server.close());
beforeEach(async () => {
  count += 1;
  room = `relay-${count}`;
  ada = await TestClient.join(running.ws, room, 'ada');
  await ada.take('joined');
  bob = await TestClient.join(running.ws, room, 'bob');
  await bob.take('joined');
  await ada.take('peer-joined');
});

const lastText = (client: TestClient) => client.texts.at(-1);

describe('a relay', () => {
  test.each(['offer', 'answer'] as const)('passes an %s on with its sender as the last key', async (type) => {
    ada.send({ type, to: 'bob', room, sdp: 'v=0\r\n' });
    expect(await bob.take(type)).toEqual({ type, to: 'bob', room, sdp: 'v=0\r\n', from: 'ada' });
    expect(lastText(bob)).toMatch(/,"from":"ada"}$/);
  });

  test('passes a candidate on', async () => {
    const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 };
    ada.send({ type: 'ice-candidate', to: 'bob', room, candidate });
    expect(await bob.take('ice-candidate')).toMatchObject({ candidate, from: 'ada' });
  });

  test('passes on what this version does not know', async () => {
    ada.send({ type: 'offer', to: 'bob', room, sdp: 'x', sealed: { n: [1, 2] } });
    await bob.take('offer');
    expect(JSON.parse(lastText(bob) ?? '')).toMatchObject({ sealed: { n: [1, 2] } });
  });

  test.each([
    ['a key', '"from":"eve",'],
    ['a key with an escape', '"fr\\u006fm":"eve",'],
  ])('overrides a sender claimed by %s', async (_name, forged) => {
    ada.send(`{${forged}"type":"offer","to":"bob","room":"${room}","sdp":"x"}`);
    expect(await bob.take('offer')).toMatchObject({ from: 'ada' });
    expect(lastText(bob)).not.toContain('eve');
  });

  test('keeps the order of messages', async () => {
    for (let n = 0; n < 50; n++) ada.send({ type: 'offer', to: 'bob', room, sdp: 'x', n });
    const numbers: unknown[] = [];
    for (let n = 0; n < 50; n++) numbers.push((await bob.take('offer')).n);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });
});

const offer = () => ({ type: 'offer', to: 'bob', room, sdp: 'x' });

describe('refused', () => {
  test('a relay before the join', async () => {
    const eve = await TestClient.open(running.ws);
    eve.send(offer());
    expect(await eve.take('error')).toMatchObject({ code: 'not-in-room', ref: 'offer' });
    expect(await bob.drain()).toEqual([]);
  });

  test('a relay into another room', async () => {
    const eve = await TestClient.join(running.ws, 'evil', 'eve');
    eve.send(offer());
    expect((await eve.take('error')).code).toBe('not-in-room');
    expect(await bob.drain()).toEqual([]);
  });

  test.each(['carol', 'ada'])('a relay to %s, who is nobody else here', async (to) => {
    ada.send({ ...offer(), to });
    expect(await ada.take('error')).toMatchObject({ code: 'unknown-peer', ref: 'offer', to });
  });

  test('fields nested deeper than can be written again', async () => {
    const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    ada.send(`{"type":"offer","to":"bob","room":"${room}","sdp":"x","x":${nested},"from":1}`);
    expect((await ada.take('error')).code).toBe('bad-message');
    expect(await bob.drain()).toEqual([]);
  });
});

describe('a bad message is answered, the connection stays, nobody else notices:', () => {
  test.each(BAD_CLIENT_MESSAGES)('%s', async (_name, text) => {
    ada.send(text);
    expect((await ada.take('error')).code).toBe('bad-message');
    expect(await bob.drain()).toEqual([]);
    ada.send({ type: 'offer', to: 'bob', room, sdp: 'still here' });
    await bob.take('offer');
  });
});

describe('update and leave', () => {
  test('an update tells the others and those who come later', async () => {
    ada.send({ type: 'update', room, sharing: true });
    ada.send({ type: 'update', room, name: 'Ada' });
    await bob.take('peer-updated');
    expect((await bob.take('peer-updated')).peer).toEqual({ id: 'ada', name: 'Ada', sharing: true });
    const carol = await TestClient.join(running.ws, room, 'carol');
    expect((await carol.take('joined')).peers[0]).toEqual({ id: 'ada', name: 'Ada', sharing: true });
  });

  test('an update of another room is refused', async () => {
    ada.send({ type: 'update', room: 'other', sharing: true });
    expect(await ada.take('error')).toMatchObject({ code: 'not-in-room', ref: 'update' });
  });

  test('leave ends the stay at once', async () => {
    ada.send({ type: 'leave', room });
    expect(await bob.take('peer-left')).toEqual({ type: 'peer-left', id: 'ada', reason: 'left' });
    expect((await ada.closed).code).toBe(1000);
  });

  test.each([1000, 1001, undefined])('so does closing the socket with %s', async (code) => {
    ada.ws.close(code);
    expect(await bob.take('peer-left')).toMatchObject({ id: 'ada', reason: 'left' });
  });
});

describe('chat', () => {
  let cem: TestClient;
  beforeEach(async () => {
    cem = await TestClient.open(running.ws);
    cem.send({ type: 'join', room, id: 'cem', chat: true });
    await cem.take('joined');
    await bob.take('peer-joined');
  });

  test('is passed on to a member that takes it, unread', async () => {
    expect(await ada.take('peer-joined')).toMatchObject({ peer: { id: 'cem', chat: true } });
    ada.send({ type: 'chat', to: 'cem', room, text: 'hello' });
    expect(await cem.take('chat')).toEqual({ type: 'chat', to: 'cem', room, text: 'hello', from: 'ada' });
    expect(lastText(cem)).toMatch(/,"from":"ada"}$/);
  });

  test('never reaches one that does not say so: a client of version 1', async () => {
    ada.send({ type: 'chat', to: 'bob', room, text: 'hello' });
    expect(await ada.take('error')).toMatchObject({ code: 'unknown-peer', ref: 'chat', to: 'bob' });
    ada.send({ type: 'offer', to: 'bob', room, sdp: 'x' });
    await bob.take('offer');
    expect(bob.texts.filter((text) => text.includes('hello'))).toEqual([]);
  });

  test('is still taken after a change of name', async () => {
    cem.send({ type: 'update', room, name: 'Cem' });
    expect(await bob.take('peer-updated')).toMatchObject({ peer: { id: 'cem', name: 'Cem', chat: true } });
    ada.send({ type: 'chat', to: 'cem', room, text: 'hello' });
    await cem.take('chat');
  });

  test('goes to nobody in another room', async () => {
    ada.send({ type: 'chat', to: 'cem', room: 'other', text: 'hello' });
    expect(await ada.take('error')).toMatchObject({ code: 'not-in-room', ref: 'chat' });
  });
});
