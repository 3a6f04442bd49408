/**
 * `npm run bench:signaling -- [--json] [--quick]`: Porthole's signaling service against others, in one run on loopback.
 * The server has one core, the load another; the servers take turns, three times, and the median of each figure counts.
 * Compare ratios within a run: the figures themselves depend on the machine and on what else it does.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { DIALECTS, type Dialect } from './dialects.ts';
import { hasRedis, measureHop } from './hop.ts';
import { connectionMemory, joinCost, joinMany, relayCost, relayLatency } from './measures.ts';
import { PAYLOADS } from './payloads.ts';
import { compare, median, table, type Figures, type Row } from './report.ts';
import { ServerProcess } from './server-process.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
const [runs, messages, many] = options.quick ? [1, 4000, 2000] : [3, 12_000, 10_000];
const FIRST_PORT = 3150;

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function measureRelays(dialect: Dialect, port: number): Promise<Figures> {
  const server = await ServerProcess.start(dialect, port);
  const members = await joinMany(dialect, port, 'relay', 30, 2);
  const figures: Figures = {};
  for (const { name, payload } of PAYLOADS) {
    figures[`${name} µs`] = await relayCost(dialect, server, members, payload, { messages, burst: 1 });
    figures[`${name} x8 µs`] = await relayCost(dialect, server, members, payload, { messages, burst: 8 });
    const latency = await relayLatency(dialect, members, payload, {
      rate: 300,
      seconds: options.quick ? 1 : 3,
    });
    figures[`${name} p50 ms`] = latency.p50;
    figures[`${name} p99 ms`] = latency.p99;
  }
  for (const member of members) member.close();
  figures['join µs'] = await joinCost(dialect, server, port, { rooms: 30, size: 15 });
  await server.stop();
  return figures;
}

async function measureMemory(dialect: Dialect, port: number): Promise<Figures> {
  const figures: Figures = {};
  for (const [name, count] of [
    ['B/conn 1k', 1000],
    [`B/conn ${many / 1000}k`, many],
  ] as const) {
    const server = await ServerProcess.start(dialect, port);
    figures[name] = await connectionMemory(dialect, server, port, count);
    await server.stop();
  }
  return figures;
}

async function main(): Promise<void> {
  if (process.platform === 'linux') execFileSync('taskset', ['-a', '-cp', '1', String(process.pid)]);
  const results = new Map<string, Figures[]>(DIALECTS.map(({ name }) => [name, []]));
  let port = FIRST_PORT;
  for (let run = 1; run <= runs; run++) {
    for (const dialect of DIALECTS) {
      note(`run ${run}: ${dialect.name}`);
      results.get(dialect.name)?.push({
        ...(await measureRelays(dialect, port++)),
        ...(await measureMemory(dialect, port++)),
      });
    }
  }
  const [porthole] = DIALECTS;
  if (porthole && hasRedis()) {
    note('a hop between two nodes');
    const figures = await measureHop(porthole, [port++, port++, port++], messages);
    results.set('2 nodes', [figures]);
  }
  const rows: Row[] = [...results].map(([server, figures]) => ({ server, figures: median(figures) }));
  const goals = compare(rows);
  process.stdout.write(`${table(rows, goals)}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify({ rows, goals })}\n`);
}

await main();
process.exit(0);
