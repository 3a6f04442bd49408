import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_TIMING } from './config.ts';
import { TestClient } from './testing/client.ts';
import { clientFrame } from './testing/frames.ts';
import { RawClient } from './testing/raw-client.ts';
import { metricOf, startServer, type Overrides, type TestServer } from './testing/server.ts';

/** An address that the loopback proxy (trusted by default) vouches for. */
const FROM = { headers: { 'x-forwarded-for': '203.0.113.7' } };
const OFFER = { type: 'offer', to: 'bob', room: 'room', sdp: 'x' };

let running: TestServer;
const start = async (overrides: Overrides = {}) => (running = await startServer(overrides));
afterEach(() => running.server.close());

/** Two members of one room, and how to tell that the second is still served. */
async function pair() {
  const ada = await TestClient.join(running.ws, 'room', 'ada');
  await ada.take('joined');
  const bob = await TestClient.join(running.ws, 'room', 'bob');
  await bob.take('joined');
  return { ada, bob };
}

async function joinFromAfar(room: string, id: string): Promise<TestClient> {
  const client = await TestClient.open(running.ws, FROM);
  client.send({ type: 'join', room, id });
  return client;
}

const counted = (name: string): Promise<number> => metricOf(running, name);

/** How often each code has been answered. */
const countsOf = (codes: readonly string[]): Promise<number[]> =>
  Promise.all(codes.map((code) => counted(`porthole_rejected_total{code="${code}"}`)));

describe('frames', () => {
  test('a binary frame is refused, the connection stays', async () => {
    await start();
    const { ada, bob } = await pair();
    ada.ws.send(Buffer.from('{"type":"leave","room":"room"}'), { binary: true });
    expect((await ada.take('error')).code).toBe('bad-message');
    ada.send(OFFER);
    expect((await bob.take('offer')).from).toBe('ada');
  });

  test('a message in fragments is one message', async () => {
    await start();
    const { ada, bob } = await pair();
    const text = JSON.stringify(OFFER);
    ada.ws.send(text.slice(0, 10), { fin: false });
    ada.ws.send(text.slice(10, 20), { fin: false });
    ada.ws.send(text.slice(20), { fin: true });
    expect((await bob.take('offer')).from).toBe('ada');
  });

  test('a message above 64 KB is refused, the connection stays', async () => {
    await start();
    const { ada, bob } = await pair();
    ada.send({ ...OFFER, x: 'x'.repeat(65_536) });
    expect((await ada.take('error')).code).toBe('too-large');
    expect(await bob.drain()).toHaveLength(0);
    expect(await counted('porthole_rejected_total{code="too-large"}')).toBe(1);
  });

  test('a message of 10 MB is cut off, its sender with it', async () => {
    await start();
    const { ada, bob } = await pair();
    ada.send('x'.repeat(10_000_000));
    expect((await ada.closed).code).toBe(1009);
    expect(await bob.take('peer-left')).toMatchObject({ id: 'ada', reason: 'lost' });
    expect(await counted('porthole_rejected_total{code="too-large"}')).toBe(1);
  });

  test('what breaks the WebSocket protocol is counted, and harms nobody else', async () => {
    await start();
    const { ada, bob } = await pair();
    const rude = await RawClient.open(running.ws);
    await rude.write([clientFrame(0x81, Buffer.from([0xc3, 0x28]))]);
    await rude.ended;
    expect(await counted('porthole_cuts_total{reason="protocol"}')).toBe(1);
    ada.send(OFFER);
    expect((await bob.take('offer')).from).toBe('ada');
  });
});

test('every refusal is answered, and counted under its code', async () => {
  await start();
  const { ada } = await pair();
  const early = await TestClient.open(running.ws);
  early.send(OFFER);
  ada.send({ ...OFFER, room: 'other' });
  ada.send({ ...OFFER, to: 'nobody' });
  ada.send({ type: 'join', room: 'room', id: 'ada' });
  ada.send('rubbish');
  const twin = await TestClient.join(running.ws, 'room', 'bob');
  expect((await twin.closed).code).toBe(4004);
  for (const client of [early, ada, ada, ada, ada, twin]) await client.take('error');
  expect(await countsOf(['not-in-room', 'unknown-peer', 'bad-message', 'id-taken'])).toEqual([2, 1, 2, 1]);
});

describe('silence', () => {
  test('who does not join in time is cut off', async () => {
    await start({ timing: { join: 200 } });
    const idle = await TestClient.open(running.ws);
    expect((await idle.closed).code).toBe(4000);
  });

  test('who does not answer pings is cut off, and gone for its peers', async () => {
    await start({ timing: { ping: 100, mute: 300, resumeTtl: 2000 } });
    const { ada, bob } = await pair();
    // The socket stays open, but nothing is read or answered any more.
    ada.ws.pause();
    expect(await bob.take('peer-left')).toMatchObject({ id: 'ada', reason: 'lost' });
    expect(await counted('porthole_cuts_total{reason="mute"}')).toBe(1);
  });

  test('the default times have a mute member gone within 30 s', async () => {
    await start();
    expect(DEFAULT_TIMING.mute + DEFAULT_TIMING.tick).toBeLessThan(30_000);
    expect(DEFAULT_TIMING.resumeTtl).toBeLessThanOrEqual(30_000);
  });

  test('who answers pings stays, however little it says', async () => {
    await start({ timing: { ping: 100, mute: 1000 } });
    const { ada, bob } = await pair();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    ada.send(OFFER);
    expect((await bob.take('offer')).from).toBe('ada');
  });
});

describe('too much', () => {
  test('who sends faster than allowed is told, and may go on later', async () => {
    await start({ limits: { messagesPerSecond: 100, messageBurst: 20 } });
    const { ada, bob } = await pair();
    for (let n = 0; n < 30; n++) ada.send({ ...OFFER, n });
    expect((await ada.take('error')).code).toBe('rate-limited');
    const arrives = () => {
      ada.send({ ...OFFER, n: 99 });
      return bob.inbox.some((message) => message.type === 'offer' && message.n === 99);
    };
    await expect.poll(arrives, { timeout: 3000 }).toBe(true);
  });

  test('who does not stop is cut off', async () => {
    await start({ limits: { messagesPerSecond: 1, messageBurst: 20 } });
    const { ada } = await pair();
    for (let n = 0; n < 60; n++) ada.send('rubbish');
    expect((await ada.closed).code).toBe(4002);
    expect(await counted('porthole_cuts_total{reason="policy"}')).toBe(1);
  });

  test('the connections of an address share a limit', async () => {
    await start({ limits: { addressMessagesPerSecond: 1, addressMessageBurst: 10 } });
    const many = await Promise.all([0, 1, 2].map(() => TestClient.open(running.ws, FROM)));
    for (const client of many) for (let n = 0; n < 5; n++) client.send('rubbish');
    const codes = await Promise.all(
      many.map(async (client) => {
        await expect.poll(() => client.inbox.length).toBe(5);
        return client.inbox.map((message) => (message.type === 'error' ? message.code : ''));
      }),
    );
    expect(codes.flat().filter((code) => code === 'rate-limited')).toHaveLength(5);
  });

  test('an address may open so many connections', async () => {
    await start({ limits: { addressConnections: 1 } });
    const first = await TestClient.open(running.ws, FROM);
    await expect(TestClient.open(running.ws, FROM)).rejects.toThrow('429');
    await TestClient.open(running.ws, { headers: { 'x-forwarded-for': '203.0.113.8' } });
    first.ws.close();
    await first.closed;
    await expect
      .poll(() =>
        TestClient.open(running.ws, FROM).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });

  test('an address may be in so many rooms', async () => {
    await start({ limits: { addressRooms: 1 } });
    await (await joinFromAfar('one', 'a')).take('joined');
    await (await joinFromAfar('one', 'b')).take('joined');
    expect((await (await joinFromAfar('two', 'c')).take('error')).code).toBe('rate-limited');
  });

  test('an address may guess so many keys, for all rooms together', async () => {
    await start({ limits: { addressKeyFailures: 3 } });
    await (await TestClient.join(running.ws, 'locked', 'ada', { auth: 'key' })).take('joined');
    const guess = async (auth: string) => {
      const client = await TestClient.open(running.ws, FROM);
      client.send({ type: 'join', room: 'locked', id: 'eve', auth });
      return (await client.take('error')).code;
    };
    const codes = [await guess('a'), await guess('b'), await guess('c'), await guess('key')];
    expect(codes).toEqual(['wrong-key', 'wrong-key', 'wrong-key', 'rate-limited']);
  });
});

describe('who may come', () => {
  test('an address is believed only from a trusted proxy', async () => {
    await start({ trustedProxies: ['192.0.2.1'], limits: { addressConnections: 1 } });
    await TestClient.open(running.ws, FROM);
    await expect(
      TestClient.open(running.ws, { headers: { 'x-forwarded-for': '203.0.113.8' } }),
    ).rejects.toThrow('429');
  });

  test('plain HTTP rubbish on the port harms nobody', async () => {
    await start();
    const { port } = new URL(running.ws);
    const socket = connect(Number(port), '127.0.0.1');
    socket.resume();
    socket.write('\x16\x03\x01 hello\r\n\r\n');
    await once(socket, 'close');
    expect((await fetch(`${running.http}/health`)).status).toBe(200);
  });
});
