import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { TestClient } from '../testing/client.ts';
import { startProcess, startRedis } from '../testing/nodes.ts';
import { freePort, hasProgram } from '../testing/process.ts';

const asModule = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;

/** Hooks of Node's module loader, which write down each module that the process asks for. */
const HOOKS = asModule(`
  import { appendFileSync } from 'node:fs';
  let file;
  export const initialize = (data) => { file = data; };
  export const resolve = async (specifier, context, next) => {
    const resolved = await next(specifier, context);
    appendFileSync(file, resolved.url + '\\n');
    return resolved;
  };
`);

let folder: string;

/** The modules of a service that has let two members talk. */
async function modulesOf(redisUrl: string): Promise<string[]> {
  const file = join(folder, 'modules');
  const hook = asModule(`
    import { register } from 'node:module';
    register(${JSON.stringify(HOOKS)}, { data: ${JSON.stringify(file)} });
  `);
  const { program, ws } = await startProcess({ REDIS_URL: redisUrl }, ['--import', hook]);
  onTestFinished(() => program.stop());
  const ada = await TestClient.join(ws, 'room', 'ada');
  await ada.take('joined');
  const bob = await TestClient.join(ws, 'room', 'bob');
  await bob.take('joined');
  bob.send({ type: 'offer', to: 'ada', room: 'room', sdp: 'x' });
  await ada.take('offer');
  return (await readFile(file, 'utf8')).split('\n');
}

const ofCluster = (modules: readonly string[]) =>
  modules.filter((url) => url.includes('/src/cluster/') || url.includes('/@redis/'));

describe('what a service loads', { timeout: 20_000 }, () => {
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'porthole-'))));
  afterEach(() => rm(folder, { recursive: true }));

  test('is nothing of the cluster without REDIS_URL', async () => {
    const modules = await modulesOf('');
    expect(modules.filter((url) => url.includes('/src/rooms.ts'))).not.toEqual([]);
    expect(ofCluster(modules)).toEqual([]);
  });

  test.skipIf(!hasProgram('redis-server', 'redis-server'))('is the cluster with it', async () => {
    const port = await freePort();
    const redis = await startRedis(port);
    onTestFinished(() => redis.stop());
    const loaded = ofCluster(await modulesOf(`redis://127.0.0.1:${port}`));
    expect(loaded.some((url) => url.includes('/src/cluster/redis-cluster.ts'))).toBe(true);
    expect(loaded.some((url) => url.includes('/@redis/client/'))).toBe(true);
  });
});
