import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { TestClient } from './testing/client.ts';
import { freePort, Program } from './testing/process.ts';
import { metricOf, METRICS_TOKEN } from './testing/server.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const SDP = 'x'.repeat(60_000);
/** What the service may grow by while somebody does not read, in bytes. */
const GROWTH = 10_000_000;

/** A metric of a service in a process of its own. */
async function metric(port: number, name: string): Promise<number> {
  return metricOf({ http: `http://127.0.0.1:${port}` }, name);
}

async function join(port: number, id: string): Promise<TestClient> {
  const client = await TestClient.join(`ws://127.0.0.1:${port}/ws`, 'room', id);
  await client.take('joined');
  return client;
}

/** Sends long offers until there is nobody to send them to, or `count` of them. @returns the most memory seen */
async function flood(port: number, from: TestClient, to: string, count: number): Promise<number> {
  let most = 0;
  for (let sent = 0; sent < count; sent++) {
    from.send({ type: 'offer', to, room: 'room', sdp: SDP });
    if (sent % 50 === 0) most = Math.max(most, await metric(port, 'process_resident_memory_bytes'));
    if (from.inbox.some((message) => message.type === 'peer-left')) break;
    await new Promise(setImmediate);
  }
  return most;
}

test('a reader that does not read is dropped, and the service grows by 10 MB at most', async () => {
  const port = await freePort();
  const service = await Program.start(process.execPath, ['--import', 'tsx', MAIN], '"listening"', {
    PORT: String(port),
    HOST: '127.0.0.1',
    MESSAGES_PER_SECOND: '100000',
    METRICS_TOKEN,
  });
  try {
    const ada = await join(port, 'ada');
    await join(port, 'reads');
    // As much as will be sent to the one who does not read: what remains is what waits for it.
    const before = await flood(port, ada, 'reads', 1000);
    const bob = await join(port, 'bob');
    bob.ws.pause();
    const most = await flood(port, ada, 'bob', 1000);
    expect((await ada.take('peer-left')).id).toBe('bob');
    expect(await metric(port, 'porthole_cuts_total{reason="slow"}')).toBe(1);
    expect(most - before).toBeLessThan(GROWTH);
    bob.ws.terminate();
  } finally {
    await service.stop('SIGKILL');
  }
}, 60_000);
