import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { TestClient } from '../testing/client.ts';
import { metricOf, startServer, type TestServer } from '../testing/server.ts';

const TTL_MS = 400;
let running: TestServer;
let ada: TestClient;
let bob: TestClient;
let session = '';
let room = '';
let count = 0;

beforeAll(async () => {
  running = await startServer({ timing: { resumeTtl: TTL_MS }, limits: { backlogMessages: 20 } });
});
afterAll(() => running.server.close());
afterEach(() => {
  for (const { ws } of [ada, bob]) ws.terminate();
});
beforeEach(async () => {
  count += 1;
  room = `resume-${count}`;
  ada = await TestClient.join(running.ws, room, 'ada', { name: 'Ada' });
  session = (await ada.take('joined')).session ?? '';
  bob = await TestClient.join(running.ws, room, 'bob');
  await bob.take('joined');
  await ada.take('peer-joined');
});

const back = (fields: object = {}) =>
  TestClient.join(running.ws, room, 'ada', { session, resume: true, ...fields });
const say = (n: number) => bob.send({ type: 'offer', to: 'ada', room, sdp: 'x', n });

const connections = (): Promise<number> => metricOf(running, 'porthole_connections');

test('a lost socket keeps its place: nobody notices, and what came meanwhile follows in order', async () => {
  ada.ws.terminate();
  await ada.closed;
  for (let n = 0; n < 10; n++) say(n);
  expect(await bob.drain()).toEqual([]);
  const again = await back();
  const resumed = await again.take('resumed');
  expect(resumed).toMatchObject({ id: 'ada', session, resumeTtl: TTL_MS, peers: [{ id: 'bob' }] });
  const numbers: unknown[] = [];
  for (let n = 0; n < 10; n++) numbers.push((await again.take('offer')).n);
  expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(again.texts[0]).toContain('"resumed"');
  say(10);
  expect((await again.take('offer')).n).toBe(10);
  expect(await bob.drain()).toEqual([]);
});

test('without a return the place is given up after the time that was promised', async () => {
  const start = Date.now();
  ada.ws.terminate();
  expect(await bob.take('peer-left')).toEqual({ type: 'peer-left', id: 'ada', reason: 'lost' });
  expect(Date.now() - start).toBeGreaterThanOrEqual(TTL_MS - 50);
  const again = await back();
  expect(await again.take('error')).toMatchObject({ code: 'no-session', ref: 'join' });
  again.send({ type: 'join', room, id: 'ada' });
  await again.take('joined');
  expect((await bob.take('peer-joined')).peer.id).toBe('ada');
});

test('a resume while the old socket is still open takes over from it', async () => {
  const again = await back();
  await again.take('resumed');
  expect((await ada.closed).code).toBe(4001);
  say(1);
  expect((await again.take('offer')).n).toBe(1);
  expect(await bob.drain()).toEqual([]);
});

test.each([
  ['a guessed session', { session: 'guess' }],
  ['no session', { session: undefined }],
  ["another one's id", { id: 'bob' }],
  ['another room', { room: 'elsewhere' }],
])('%s resumes nothing', async (_name, fields) => {
  const eve = await back(fields);
  expect((await eve.take('error')).code).toBe('no-session');
  expect(await ada.drain()).toEqual([]);
});

test('a fresh join may take the place of a member whose socket is gone', async () => {
  ada.ws.terminate();
  await ada.closed;
  const fresh = await TestClient.join(running.ws, room, 'ada');
  await fresh.take('joined');
  expect(await bob.take('peer-left')).toMatchObject({ id: 'ada', reason: 'lost' });
  expect((await bob.take('peer-joined')).peer).toEqual({ id: 'ada' });
  expect((await (await back()).take('error')).code).toBe('no-session');
});

test('a backlog beyond its limit ends the stay: nobody comes back to a gap', async () => {
  ada.ws.terminate();
  await ada.closed;
  for (let n = 0; n < 21; n++) say(n);
  expect(await bob.take('peer-left')).toMatchObject({ id: 'ada', reason: 'lost' });
  expect((await (await back()).take('error')).code).toBe('no-session');
});

test('what a half-open socket swallowed comes again, after the last message that its client has got', async () => {
  say(0);
  await ada.take('offer');
  ada.ws.pause();
  for (let n = 1; n <= 3; n++) say(n);
  await bob.drain();
  const again = await back({ received: ada.texts.length });
  await again.take('resumed');
  const numbers: unknown[] = [];
  for (let n = 1; n <= 3; n++) numbers.push((await again.take('offer')).n);
  expect(numbers).toEqual([1, 2, 3]);
  say(4);
  expect((await again.take('offer')).n).toBe(4);
  expect(await bob.drain()).toEqual([]);
});

test('the same when the server has noticed meanwhile, and sent on to a socket that is gone', async () => {
  ada.ws.pause();
  const received = ada.texts.length;
  say(1);
  await bob.drain();
  const before = await connections();
  ada.ws.terminate();
  await vi.waitUntil(async () => (await connections()) === before - 1);
  say(2);
  await bob.drain();
  const again = await back({ received });
  await again.take('resumed');
  expect([(await again.take('offer')).n, (await again.take('offer')).n]).toEqual([1, 2]);
});

test.each([
  ['of messages that are kept no more', 0],
  ['of more than were sent', 1000],
])('a count %s resumes nothing', async (_what, received) => {
  for (let n = 0; n < 70; n++) say(n);
  await bob.drain();
  const again = await back({ received });
  expect((await again.take('error')).code).toBe('no-session');
  expect(await bob.take('peer-left')).toMatchObject({ id: 'ada', reason: 'lost' });
  // The old socket still stands, and is not in the way.
  again.send({ type: 'join', room, id: 'ada' });
  await again.take('joined');
});

test('what was said in the chat meanwhile follows too', async () => {
  const cem = await TestClient.join(running.ws, room, 'cem', { chat: true });
  const { session: place } = await cem.take('joined');
  cem.ws.terminate();
  await cem.closed;
  for (const text of ['one', 'two']) bob.send({ type: 'chat', to: 'cem', room, text });
  const again = await TestClient.join(running.ws, room, 'cem', { session: place, resume: true });
  await again.take('resumed');
  expect([(await again.take('chat')).text, (await again.take('chat')).text]).toEqual(['one', 'two']);
  again.ws.terminate();
});
