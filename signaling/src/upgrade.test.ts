import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { CLOSE_CODES } from '../protocol/index.ts';
import { DEFAULT_LIMITS } from './config.ts';
import { Metrics } from './metrics.ts';
import { TestClient } from './testing/client.ts';
import { metricOf, startServer, type Overrides, type TestServer } from './testing/server.ts';
import { Refusals } from './upgrade.ts';

const zero = () => 0;
const FROM = { headers: { 'x-forwarded-for': '203.0.113.7' } };

let running: TestServer;
const start = async (overrides: Overrides = {}) => (running = await startServer(overrides));
afterEach(() => running.server.close());

const refused = (status: number) => metricOf(running, `porthole_upgrades_refused_total{status="${status}"}`);

/** Asks for a WebSocket by hand. @returns the socket, and the answer's first line */
async function askRaw(path: string, headers = 'Sec-WebSocket-Version: 13\r\n') {
  const socket = connect({ port: Number(new URL(running.ws).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n${headers}\r\n`,
  );
  const [answer]: Buffer[] = await once(socket, 'data');
  return { socket, answer: answer?.toString() ?? '' };
}

describe('a refused upgrade is answered and counted:', () => {
  test('403 for a page from elsewhere', async () => {
    await start({ allowedOrigins: ['https://viewer.example'] });
    const options = { headers: { origin: 'https://evil.example' } };
    await expect(TestClient.open(running.ws, options)).rejects.toThrow('403');
    expect(await refused(403)).toBe(1);
  });

  test('404 for a path that is none', async () => {
    await start();
    await expect(TestClient.open(running.ws.replace('/ws', '/no'))).rejects.toThrow('404');
    await expect(TestClient.open(running.ws.replace('/ws', '/nor'))).rejects.toThrow('404');
    expect(await refused(404)).toBe(2);
  });

  test('429 for an address with too many connections', async () => {
    await start({ limits: { addressConnections: 1 } });
    await TestClient.open(running.ws, FROM);
    await expect(TestClient.open(running.ws, FROM)).rejects.toThrow('429');
    expect(await refused(429)).toBe(1);
  });

  test('400 for a handshake that is none, with the version that is spoken', async () => {
    await start();
    const { socket, answer } = await askRaw('/ws', 'Sec-WebSocket-Version: 9\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*\r\nSec-WebSocket-Version: 13\r\n/);
    expect(await refused(400)).toBe(1);
    socket.destroy();
  });

  test('503 while it drains; the members that it sends away are counted, too', async () => {
    const { server } = await start({ timing: { drain: 2000 } });
    // Reads no close, and so holds the drain up.
    const member = await askRaw('/ws');
    const stopped = server.close();
    await expect(TestClient.open(running.ws)).rejects.toThrow('503');
    expect(await refused(503)).toBe(1);
    expect(await metricOf(running, 'porthole_cuts_total{reason="restart"}')).toBe(1);
    member.socket.destroy();
    await stopped;
  });
});

test('a refused join counts as a cut', async () => {
  await start();
  await (await TestClient.join(running.ws, 'room', 'ada', { auth: 'key' })).take('joined');
  const eve = await TestClient.join(running.ws, 'room', 'eve', { auth: 'guess' });
  expect((await eve.closed).code).toBe(CLOSE_CODES.refused);
  expect(await metricOf(running, 'porthole_cuts_total{reason="refused"}')).toBe(1);
});

test('who is refused and does not close is cut off all the same', async () => {
  await start();
  const { socket } = await askRaw('/no');
  socket.resume();
  await once(socket, 'end');
  // A write finds out that nobody is there any more.
  socket.on('error', () => undefined);
  const writing = setInterval(() => socket.write('x'), 20);
  await expect.poll(() => socket.destroyed).toBe(true);
  clearInterval(writing);
});

test('who is refused and resets the connection harms nobody', async () => {
  await start();
  const { port } = new URL(running.ws);
  for (let n = 0; n < 50; n++) {
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /no HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.resetAndDestroy();
  }
  await expect.poll(() => refused(404)).toBe(50);
});

test('a flood of refusals is a line a minute, with their number', async () => {
  await start();
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line) => void lines.push(line) });
  const metrics = new Metrics({ rooms: zero, peers: zero, connections: zero });
  const refusals = new Refusals({ log, metrics });
  const flood = (from: number, to: number): void => {
    for (let now = from; now < to; now += 1000) {
      for (let n = 0; n < DEFAULT_LIMITS.addressConnections; n++) refusals.add(403);
      refusals.check(now);
    }
  };
  flood(0, 61_000);
  refusals.add(404);
  refusals.flush();
  refusals.flush();
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: 30, event: 'upgrades-refused', statuses: { 403: 500 } },
    { level: 30, event: 'upgrades-refused', statuses: { 403: 30_000 } },
    { level: 30, event: 'upgrades-refused', statuses: { 404: 1 } },
  ]);
});
