import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CLOSE_CODES } from '../protocol/index.ts';
import { TestClient } from './testing/client.ts';
import { freePort, Program } from './testing/process.ts';
import { RawClient } from './testing/raw-client.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
/** ms; who runs the service kills it after that. */
const STOP_MS = 10_000;

const programs: Program[] = [];
let port = 0;
afterEach(() => Promise.all(programs.splice(0).map((program) => program.stop('SIGKILL'))));

/** The service in a process of its own, as it runs in operation, on {@link port}. */
async function start(env: Readonly<Record<string, string>> = {}): Promise<Program> {
  const service = await Program.start(process.execPath, ['--import', 'tsx', MAIN], '"listening"', {
    PORT: String(port),
    HOST: '127.0.0.1',
    ...env,
  });
  programs.push(service);
  return service;
}
beforeEach(async () => {
  port = await freePort();
});

const url = () => `ws://127.0.0.1:${port}/ws`;
const ready = async () => (await fetch(`http://127.0.0.1:${port}/ready`)).status;

test('SIGTERM sends everyone away, each to come back at a time of its own, while /ready says no; then it ends well', async () => {
  const service = await start();
  const members = await Promise.all(
    Array.from({ length: 15 }, (_, n) => TestClient.join(url(), 'room', `peer-${n}`)),
  );
  await Promise.all(members.map((member) => member.take('joined')));
  // Answers no close, so the drain lasts.
  const mute = await RawClient.open(url());
  expect(await ready()).toBe(200);
  const since = Date.now();
  service.signal('SIGTERM');
  const byes = await Promise.all(members.map(async (member) => (await member.take('bye')).retryMs));
  expect(await ready()).toBe(503);
  // A second one changes nothing.
  service.signal('SIGTERM');
  for (const member of members) {
    expect((await member.closed).code).toBe(CLOSE_CODES.restart);
    expect(member.inbox.filter(({ type }) => type === 'bye' || type === 'peer-left')).toEqual([]);
  }
  for (const retryMs of byes) {
    expect(retryMs).toBeGreaterThanOrEqual(500);
    expect(retryMs).toBeLessThanOrEqual(5500);
  }
  // Spread over the 5 s: all in one second happens once in 5^14.
  expect(Math.max(...byes) - Math.min(...byes)).toBeGreaterThan(1000);
  expect(await service.ended).toBe(0);
  expect(Date.now() - since).toBeLessThan(STOP_MS);
  await mute.ended;
}, 20_000);

test.each(['SIGTERM', 'SIGINT'] as const)('%s with nobody there ends it at once', async (signal) => {
  const service = await start();
  const since = Date.now();
  service.signal(signal);
  expect(await service.ended).toBe(0);
  expect(Date.now() - since).toBeLessThan(2000);
});

test('bad variables end it, each named', async () => {
  await expect(start({ PORT: 'http', RESUME_TTL: '-1' })).rejects.toThrow(
    /PORT must be[^]*RESUME_TTL must be/,
  );
});

test('a port that is taken ends it, with the reason', async () => {
  await start();
  await expect(start()).rejects.toThrow(`Cannot listen on port ${port}`);
});
