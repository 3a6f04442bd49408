/**
 * `npm run soak`: one share for a long time, with viewers who stay and others who come and go, 500 times by default.
 * Fails when sharer, viewers or server keep growing, when a peer connection is left behind, or a visitor sees nothing.
 */
import { parseArgs } from 'node:util';
import { growth, openSoakRoom, soak, type SoakReading } from '../e2e/bench/soak.ts';
import { makeGrantedProfile, removeProfile } from '../e2e/harness/profile.ts';
import { serveSample } from '../e2e/harness/sample-server.ts';
import { Scope } from '../e2e/harness/scope.ts';
import { SignalingServer } from '../e2e/harness/server.ts';
import { ensureBuilt } from './lib/build.ts';
import { requireBrowser } from './lib/install-browser.ts';

const USAGE = 'npm run soak -- [--minutes 10] [--viewers 3] [--visits 500] [--at-once 1] [--json]';

/** Places besides the sharer's. */
const PLACES = 14;
/** Readings in all. */
const READINGS = 25;

/** What may come on top for each 100 visits, in the second half: readings sway, a leak of one thing a visit is 100. */
const MOST = { heapMb: 1, rssMb: 8, handles: 5, processes: 1, listeners: 20 };

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    viewers: { type: 'string', default: '3' },
    visits: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const scope = new Scope();
process.once('SIGINT', () => void scope.close().finally(() => process.exit(130)));
try {
  const { faults, ...result } = await main();
  console.log(JSON.stringify({ faults, ...result }));
  if (faults.length > 0) process.exitCode = 1;
} catch (thrown) {
  console.error(thrown);
  process.exitCode = 1;
} finally {
  await scope.close();
}

async function main() {
  const minutes = Number(values.minutes);
  const [viewers, visits, atOnce] = [values.viewers, values.visits, values['at-once']].map(Number) as [
    number,
    number,
    number,
  ];
  const areWhole = [viewers, visits, atOnce].every((count) => Number.isInteger(count) && count > 0);
  if (!(minutes > 0) || !areWhole || viewers + atOnce > PLACES) throw new Error(`usage: ${USAGE}`);
  await ensureBuilt();
  if (!(await requireBrowser())) throw new Error('no Chromium, Edge or Chrome found');
  const server = scope.own(await SignalingServer.start(), (started) => started.stop());
  const sample = scope.own(await serveSample(), (started) => started.close());
  const profile = scope.own(await makeGrantedProfile(['tabCapture']), removeProfile);
  const room = await openSoakRoom({ scope, server, sample, profile, viewers });
  const readEvery = Math.ceil(visits / READINGS);
  const readings = await soak(room, { visits, atOnce, seconds: minutes * 60, readEvery, say });
  return summary(readings, viewers);
}

/** Everything that is not as it should be, and the figures that tell. */
function summary(readings: readonly SoakReading[], viewers: number) {
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last) throw new Error('nothing was read');
  const growths = Object.fromEntries(
    (['sharer', 'viewer', 'server'] as const).flatMap((side) =>
      Object.entries(MOST).flatMap(([what, most]) => {
        const of = (reading: SoakReading): number => Number(new Map(Object.entries(reading[side])).get(what));
        return Number.isNaN(of(last))
          ? []
          : [
              [
                `${side} ${what}`,
                { per100: round(growth(readings, of)), most, from: round(of(first)), to: round(of(last)) },
              ],
            ];
      }),
    ),
  );
  const faults = Object.entries(growths)
    .filter(([, { per100, most }]) => per100 > most)
    .map(([what, { per100 }]) => `${what} grows by ${per100} for each 100 visits`);
  if (last.unserved > 0) faults.push(`${last.unserved} visitors saw no picture`);
  for (const side of ['sharer', 'viewer'] as const) {
    const left = last[side].links - viewers;
    if (left > 0) faults.push(`${left} peer connections are left at the ${side}`);
  }
  const fpsMin = round(Math.min(...readings.map((reading) => reading.fpsMin)));
  return {
    faults,
    visits: last.visits,
    seconds: last.seconds,
    viewers,
    fpsMin,
    growths,
    connections: last.sharer.connections,
  };
}

function side(name: string, one: SoakReading['sharer']): string {
  return `${name} ${Math.round(one.rssMb)} MB (heap ${one.heapMb.toFixed(1)}), ${one.handles} handles, ${one.processes} processes, ${one.links} links of ${one.connections} connections, ${one.listeners} listeners`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function say({ seconds, visits, fpsMin, sharer, viewer, server }: SoakReading): void {
  if (values.json) return;
  console.log(
    `${seconds} s, ${visits} visits, ${fpsMin.toFixed(1)} fps; ${side('sharer', sharer)}; ${side('viewers', viewer)}; server ${Math.round(server.rssMb)} MB, ${server.handles} handles`,
  );
}
