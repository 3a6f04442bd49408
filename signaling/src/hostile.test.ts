import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_TIMING } from './config.ts';
import { TestClient } from './testing/client.ts';
import { startServer, type Overrides, type TestServer } from './testing/server.ts';

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

async function counted(name: string): Promise<number> {
  const text = await (await fetch(`${running.http}/metrics`)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(name));
  return Number(line?.split(' ').at(-1) ?? 0);
}

/** A WebSocket handshake by hand, for what no client library would send. */
async function rawSocket(): Promise<Socket> {
  const { port } = new URL(running.ws);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    'GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n',
  );
  await once(socket, 'data');
  return socket;
}

/** A client's frame, masked with zeros. @param head the first byte: FIN, RSV and opcode */
function clientFrame(head: number, payload: Buffer): Buffer {
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : Buffer.from([0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([Buffer.from([head]), length, Buffer.alloc(4), payload]);
}

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

  test.each([
    ['invalid UTF-8', clientFrame(0x81, Buffer.from([0xc3, 0x28])), 1007],
    ['a reserved bit', clientFrame(0xc1, Buffer.from('x')), 1002],
    ['an unknown opcode', clientFrame(0x83, Buffer.from('x')), 1002],
    ['a continuation of nothing', clientFrame(0x80, Buffer.from('x')), 1002],
    ['a fragmented ping', clientFrame(0x09, Buffer.alloc(0)), 1002],
    ['a ping of 126 bytes', clientFrame(0x89, Buffer.alloc(126)), 1002],
    ['a frame without a mask', Buffer.from([0x81, 0x01, 0x78]), 1002],
    ['a close with half a code', clientFrame(0x88, Buffer.from([3])), 1002],
    ['a close with a code that is none', clientFrame(0x88, Buffer.from([0x03, 0xec])), 1002],
  ])('%s ends the connection as RFC 6455 says', async (_name, frame, code) => {
    await start();
    const socket = await rawSocket();
    socket.write(frame);
    const [answer]: Buffer[] = await once(socket, 'data');
    expect(answer?.[0]).toBe(0x88);
    expect(answer?.readUInt16BE(2)).toBe(code);
    expect(await counted('porthole_cuts_total{reason="protocol"}')).toBe(1);
    socket.destroy();
  });
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
    await start({ timing: { ping: 50, mute: 300 } });
    const { ada, bob } = await pair();
    await new Promise((resolve) => setTimeout(resolve, 700));
    ada.send(OFFER);
    expect((await bob.take('offer')).from).toBe('ada');
  });

  test('a reader that does not read is dropped, and the server stays small', async () => {
    await start({ limits: { messagesPerSecond: 1e6, messageBurst: 1e6 } });
    const { ada, bob } = await pair();
    bob.ws.pause();
    const before = process.memoryUsage.rss();
    const sdp = 'x'.repeat(60_000);
    const isGone = () => ada.inbox.some((message) => message.type === 'peer-left');
    for (let sent = 0; sent < 1000 && !isGone(); sent++) {
      ada.send({ ...OFFER, sdp });
      await new Promise(setImmediate);
    }
    await ada.take('peer-left');
    expect(await counted('porthole_cuts_total{reason="slow"}')).toBe(1);
    // The test's own client and its buffers are in this process too.
    expect(process.memoryUsage.rss() - before).toBeLessThan(40_000_000);
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
  test.each([
    ['a page from elsewhere', { headers: { origin: 'https://evil.example' } }, '403'],
    ['a path that is none', { path: '/elsewhere' }, '404'],
  ])(
    '%s is refused with %s',
    async (_name, { headers, path = '/ws' }: { headers?: Record<string, string>; path?: string }, status) => {
      await start({ allowedOrigins: ['https://viewer.example'] });
      await expect(
        TestClient.open(running.ws.replace('/ws', path), headers ? { headers } : {}),
      ).rejects.toThrow(status);
    },
  );

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
