import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dialect } from './dialects.ts';
import { join, type Member } from './member.ts';
import { relayCost, warmUp } from './measures.ts';
import { BURSTS, PAYLOADS } from './payloads.ts';
import type { Figures } from './report.ts';
import { ServerProcess } from './server-process.ts';

/** True where the cost of a hop between nodes can be measured. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).error === undefined;
}

/**
 * CPU of two nodes together (not of Redis) for one message from a member of the one to a member of the other.
 * @param ports three free ones: Redis and the nodes
 */
export async function measureHop(
  dialect: Dialect,
  ports: readonly [number, number, number],
  messages: number,
): Promise<Figures> {
  const [redisPort, ...nodePorts] = ports;
  const redis = spawn('redis-server', ['--port', String(redisPort), '--save', '', '--bind', '127.0.0.1']);
  redis.stdout.resume();
  await sleep(500);
  const env = { REDIS_URL: `redis://127.0.0.1:${redisPort}` };
  const nodes = await Promise.all(nodePorts.map((port) => ServerProcess.start(dialect, port, env)));
  const members: Member[] = [];
  for (let number = 0; number < 30; number++) {
    const port = nodePorts[number % 2] ?? nodePorts[0];
    members.push(await join(dialect, port, `hop-${Math.floor(number / 2)}`, `hop-${number}`));
  }
  const together = {
    async usage() {
      const usages = await Promise.all(nodes.map((node) => node.usage()));
      return { cpu: usages.reduce((sum, { cpu }) => sum + cpu, 0), rss: 0 };
    },
  };
  const figures: Figures = {};
  for (const { name, payload } of PAYLOADS) {
    for (const [suffix, burst] of BURSTS) {
      await warmUp(dialect, members, payload, burst);
      figures[`${name}${suffix} µs`] = await relayCost(dialect, together, members, payload, {
        messages,
        burst,
      });
    }
  }
  for (const member of members) member.close();
  for (const node of nodes) await node.stop();
  redis.kill('SIGKILL');
  return figures;
}
