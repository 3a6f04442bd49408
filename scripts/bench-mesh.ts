/**
 * `npm run bench:mesh`: the engine, which encodes once for all, against an ordinary mesh, which encodes for everyone
 * apart: the same extension in compatibility mode, the same page, the same target rate, in turns in one run.
 * Compare ratios within a run: the figures themselves depend on the machine and on what else it does.
 */
import { parseArgs } from 'node:util';
import { benchShare } from '../e2e/bench/bench-share.ts';
import {
  BENCH_CODECS,
  DEFINITIONS,
  medians,
  ratiosOf,
  type BenchCodec,
  type Case,
} from '../e2e/bench/figures.ts';
import { LEGEND, table } from '../e2e/bench/table.ts';
import { makeGrantedProfile, removeProfile } from '../e2e/harness/profile.ts';
import { serveSample } from '../e2e/harness/sample-server.ts';
import { Scope } from '../e2e/harness/scope.ts';
import { SignalingServer } from '../e2e/harness/server.ts';
import { ensureBuilt } from './lib/build.ts';
import { requireBrowser } from './lib/install-browser.ts';

const USAGE = `npm run bench:mesh -- [--viewers 1,4,8,14] [--height 720,1080] [--codec ${BENCH_CODECS.join()}] [--seconds 10] [--rounds 3] [--json]

Shares a page that draws 30 frames a second with the preset 1080p30, and lets the room grow. The viewers are in a
browser process of their own and decode every frame; they can decode the named codec alone. Linux only.

Ratios in the last line (those of the first codec at the top; @N is at N viewers):
${Object.entries(DEFINITIONS)
  .map(([name, meaning]) => `  ${name}: ${meaning}`)
  .join('\n')}`;

const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '1,4,8,14' },
    height: { type: 'string', default: '720,1080' },
    codec: { type: 'string', default: 'h264' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

interface Plan {
  readonly viewers: readonly number[];
  readonly heights: readonly number[];
  readonly codecs: readonly BenchCodec[];
  readonly seconds: number;
  readonly rounds: number;
}

const scope = new Scope();
process.once('SIGINT', () => void scope.close().finally(() => process.exit(130)));
try {
  if (values.help) console.log(USAGE);
  else await main(readPlan());
} catch (thrown) {
  console.error(thrown);
  process.exitCode = 1;
} finally {
  await scope.close();
}

function readPlan(): Plan {
  const viewers = numbers(values.viewers).toSorted((a, b) => a - b);
  const heights = numbers(values.height);
  const codecs = values.codec.split(',').flatMap((name) => BENCH_CODECS.find((one) => one === name) ?? []);
  const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
  const ok =
    viewers.every((count) => Number.isInteger(count) && count >= 1 && count <= 14) &&
    heights.every((height) => Number.isInteger(height) && height >= 360 && height <= 1080) &&
    codecs.length === values.codec.split(',').length &&
    seconds > 0 &&
    rounds >= 1;
  if (!ok) throw new Error(`usage: ${USAGE}`);
  return { viewers, heights, codecs, seconds, rounds };
}

function numbers(list: string): readonly number[] {
  return list.split(',').map(Number);
}

async function main(plan: Plan): Promise<void> {
  await ensureBuilt();
  if (!(await requireBrowser()))
    throw new Error('no Chromium, Edge or Chrome found; PORTHOLE_BROWSER may name one');
  scope.own(await SignalingServer.start(), (server) => server.stop());
  const cases = medians(await runAll(plan));
  const ratios = plan.codecs.map((codec) => [codec, ratiosOf(cases, codec)] as const);
  console.log(`\nMedians of ${plan.rounds} rounds; viewers decode, in a browser process of their own.`);
  console.log(`${table(cases)}\n\n${LEGEND}\n`);
  for (const [name, meaning] of Object.entries(DEFINITIONS)) console.log(`${name}: ${meaning}`);
  const line = { ...ratios[0]?.[1], ratios: Object.fromEntries(ratios), ...(values.json && { cases }) };
  console.log(JSON.stringify(line));
}

/** The two modes take turns, and so does which of them comes first. */
async function runAll({ viewers, heights, codecs, seconds, rounds }: Plan): Promise<readonly Case[]> {
  const sample = scope.own(await serveSample(), (server) => server.close());
  const profile = scope.own(await makeGrantedProfile(['tabCapture']), removeProfile);
  const cases: Case[] = [];
  for (let round = 0; round < rounds; round++) {
    const modes = round % 2 === 0 ? (['engine', 'mesh'] as const) : (['mesh', 'engine'] as const);
    for (const codec of codecs) {
      for (const height of heights) {
        for (const mode of modes) {
          const measured = await benchShare({ mode, codec, height, viewers, seconds, sample, profile });
          cases.push(...measured);
          console.error(`round ${round + 1} of ${rounds}\n${table(measured)}`);
        }
      }
    }
  }
  return cases;
}
