import { createClient } from '@redis/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRedis } from '../testing/nodes.ts';
import { freePort, hasProgram, type Program } from '../testing/process.ts';
import { SCRIPTS } from './scripts.ts';

/** What is on its way to Redis when a node gives a connection up may still arrive, after what it sent over the next. */
describe.skipIf(!hasProgram('redis-server', 'redis-server'))('what comes late', () => {
  let redis: Program;
  let client: ReturnType<typeof createClient>;
  const run = (script: keyof typeof SCRIPTS, ...args: string[]) =>
    client.eval(SCRIPTS[script], { keys: ['porthole:room:r'], arguments: ['r', 'node', ...args] });
  const claim = (term: string, session: string) =>
    run('claim', 'ada', '', session, '{"id":"ada"}', '15', '0', '60000', '1', '', '', '0', '20', term);
  const members = async () =>
    Object.keys(await client.hGetAll('porthole:room:r')).filter((key) => key[1] === ':');

  beforeAll(async () => {
    const port = await freePort();
    redis = await startRedis(port);
    client = createClient({ url: `redis://127.0.0.1:${port}` });
    await client.connect();
    await client.set('porthole:node:node', '2');
  });
  afterAll(async () => {
    client.destroy();
    await redis.stop();
  });

  test('a claim of an earlier term, or of a node without a lease, gives no place', async () => {
    expect(await claim('1', 's')).toEqual(['stale']);
    await client.del('porthole:node:node');
    expect(await claim('2', 's')).toEqual(['stale']);
    expect(await members()).toEqual([]);
    await client.set('porthole:node:node', '2');
    expect(await claim('2', 's')).toMatchObject({ 0: 'ok' });
  });

  test('a release ends no stay but that of its own session', async () => {
    expect(await run('release', 'ada', 'left', 'an earlier one')).toBe(0);
    expect(await members()).toEqual(['m:ada']);
    expect(await run('release', 'ada', 'left', 's')).toBe(1);
    expect(await members()).toEqual([]);
  });
});
