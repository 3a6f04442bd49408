/**
 * `npm run bench:signaling -- [--json] [--quick] [--help]`: Porthole's signaling service against others, in one run on loopback.
 * The server has one core, the load another; the servers take turns, 12,000 messages each
 * in eight slices, three times over, and the median of each figure counts. `relayCost` says what is measured.
 * Compare ratios within a run: the figures themselves depend on the machine and on what else it does.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DIALECTS, type Dialect } from './dialects.ts';
import { hasRedis, measureHop } from './hop.ts';
import type { Member } from './member.ts';
import { connectionMemory, joinCost, joinMany, relayCost, relayLatency, warmUp } from './measures.ts';
import { BURSTS, PAYLOADS, type NamedPayload } from './payloads.ts';
import { compare, hopRatios, median, table, type Figures, type Row } from './report.ts';
import { ServerProcess } from './server-process.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [runs, messages, many] = options.quick ? [1, 4000, 2000] : [3, 12_000, 10_000];
const FIRST_PORT = 3150;
/** Turns of each server in a measurement of its CPU. */
const SLICES = 8;

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

interface Subject {
  readonly dialect: Dialect;
  readonly port: number;
  readonly server: ServerProcess;
  readonly members: readonly Member[];
  readonly figures: Figures;
}

async function startSubject(dialect: Dialect, port: number): Promise<Subject> {
  const server = await ServerProcess.start(dialect, port);
  const members = await joinMany(dialect, port, 'relay', 30, 2);
  return { dialect, port, server, members, figures: {} };
}

/** All servers are up at once and take turns slice by slice, so that whatever else the machine does meets each of them. */
async function measureRelayCost(
  subjects: readonly Subject[],
  { name, payload }: NamedPayload,
): Promise<void> {
  for (const [suffix, burst] of BURSTS) {
    const figure = `${name}${suffix} µs`;
    for (const { dialect, members } of subjects) await warmUp(dialect, members, payload, burst);
    for (let slice = 0; slice < SLICES; slice++) {
      for (const { dialect, server, members, figures } of subjects) {
        const cost = await relayCost(dialect, server, members, payload, {
          messages: messages / SLICES,
          burst,
        });
        figures[figure] = (figures[figure] ?? 0) + cost / SLICES;
      }
    }
  }
}

async function measureRelays(dialects: readonly Dialect[], firstPort: number): Promise<Map<string, Figures>> {
  const subjects: Subject[] = [];
  for (const [index, dialect] of dialects.entries())
    subjects.push(await startSubject(dialect, firstPort + index));
  for (const payload of PAYLOADS) {
    await measureRelayCost(subjects, payload);
    for (const { dialect, members, figures } of subjects) {
      const seconds = options.quick ? 1 : 3;
      const latency = await relayLatency(dialect, members, payload.payload, { rate: 300, seconds });
      figures[`${payload.name} p50 ms`] = latency.p50;
      figures[`${payload.name} p99 ms`] = latency.p99;
    }
  }
  for (const { dialect, port, server, members, figures } of subjects) {
    for (const member of members) member.close();
    figures['join µs'] = await joinCost(dialect, server, port, { rooms: 30, size: 15 });
    await server.stop();
  }
  return new Map(subjects.map(({ dialect, figures }) => [dialect.name, figures]));
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
    note(`run ${run}: relays`);
    const relays = await measureRelays(DIALECTS, port);
    port += DIALECTS.length;
    for (const dialect of DIALECTS) {
      note(`run ${run}: memory of ${dialect.name}`);
      const memory = await measureMemory(dialect, port++);
      results.get(dialect.name)?.push({ ...relays.get(dialect.name), ...memory });
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
  const hops = hopRatios(rows);
  process.stdout.write(`${table(rows, goals, hops)}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify({ rows, goals, hops })}\n`);
}

if (options.help) process.stdout.write(readFileSync(new URL('../README.md', import.meta.url)));
else await main();
process.exit(0);
