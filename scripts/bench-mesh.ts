/**
 * `npm run bench:mesh`: the engine, which encodes once for all, against an ordinary mesh, which encodes for everyone
 * apart: the same extension in compatibility mode, the same page, the same target rate, in turns in one run.
 * Compare ratios within a run: the figures themselves depend on the machine and on what else it does.
 */
import { parseArgs } from 'node:util';
import { VIEWERS_KINDS, type ViewersKind } from '../e2e/bench/audience.ts';
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

const USAGE = `npm run bench:mesh -- [--viewers 1,4,8,14] [--height 720,1080] [--codec ${BENCH_CODECS.join()}] [--seconds 10] [--rounds 3] [--viewers-kind ${VIEWERS_KINDS.join('|')}] [--json]

Shares a page that draws 30 frames a second with the preset 1080p30, and lets the room grow. Both sides get the same
viewers, who take the named codec alone. Linux only.

  mixed    two viewers decode every frame, in a browser of their own; the others take and count the packets, report and
           ask for key frames as viewers do, but decode nothing and tell their bandwidth by REMB: they leave two cores
           to the sharer. Delay, pixels and the first picture are those of the viewers who decode
  browser  all decode, in one page: at 14 viewers that fills two cores, and everything waits for it
  rtp      none decodes: no delay, no pixels

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
    'viewers-kind': { type: 'string', default: 'mixed' },
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
  readonly viewersKind: ViewersKind;
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
  // The threads of node-datachannel would keep it alive.
  process.exit();
}

function readPlan(): Plan {
  const viewers = numbers(values.viewers).toSorted((a, b) => a - b);
  const heights = numbers(values.height);
  const codecs = values.codec.split(',').flatMap((name) => BENCH_CODECS.find((one) => one === name) ?? []);
  const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
  const viewersKind = VIEWERS_KINDS.find((kind) => kind === values['viewers-kind']);
  const ok =
    viewersKind !== undefined &&
    viewers.every((count) => Number.isInteger(count) && count >= 1 && count <= 14) &&
    heights.every((height) => Number.isInteger(height) && height >= 360 && height <= 1080) &&
    codecs.length === values.codec.split(',').length &&
    seconds > 0 &&
    rounds >= 1;
  if (!ok) throw new Error(`usage: ${USAGE}`);
  return { viewers, heights, codecs, seconds, rounds, viewersKind };
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
  console.log(`\nMedians of ${plan.rounds} rounds; viewers: ${plan.viewersKind} (see --help).`);
  console.log(`${table(cases)}\n\n${LEGEND}\n`);
  for (const [name, meaning] of Object.entries(DEFINITIONS)) console.log(`${name}: ${meaning}`);
  const line = {
    ...ratios[0]?.[1],
    viewersKind: plan.viewersKind,
    ratios: Object.fromEntries(ratios),
    ...(values.json && { cases }),
  };
  console.log(JSON.stringify(line));
}

/** The two modes take turns, and so does which of them comes first. */
async function runAll({ heights, codecs, rounds, ...plan }: Plan): Promise<readonly Case[]> {
  const sample = scope.own(await serveSample(), (server) => server.close());
  const profile = scope.own(await makeGrantedProfile(['tabCapture']), removeProfile);
  const cases: Case[] = [];
  for (let round = 0; round < rounds; round++) {
    const modes = round % 2 === 0 ? (['engine', 'mesh'] as const) : (['mesh', 'engine'] as const);
    for (const codec of codecs) {
      for (const height of heights) {
        for (const mode of modes) {
          const measured = await benchShare({ ...plan, mode, codec, height, sample, profile });
          cases.push(...measured);
          console.error(`round ${round + 1} of ${rounds}\n${table(measured)}`);
        }
      }
    }
  }
  return cases;
}
