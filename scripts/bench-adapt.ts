/**
 * `npm run bench:adapt`: what a viewer on a bad link sees, and what the others see meanwhile: the product, the same
 * with nobody to move viewers, and an ordinary mesh (compatibility mode), over real shaped links between network
 * namespaces. Compare within a run: the figures depend on the machine and on what else it does.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Network, whyNoNetwork } from '../e2e/bench/adapt/network.ts';
import { DEFINITIONS, outcomeOf, type Outcome } from '../e2e/bench/adapt/outcome.ts';
import { plot } from '../e2e/bench/adapt/plot.ts';
import {
  FULL_PROFILES,
  MODES,
  PROFILES,
  PROFILE_NAMES,
  type Mode,
  type Profile,
  type ProfileName,
} from '../e2e/bench/adapt/profiles.ts';
import { runAdapt } from '../e2e/bench/adapt/run.ts';
import { makeGrantedProfile, removeProfile } from '../e2e/harness/profile.ts';
import { serveSample } from '../e2e/harness/sample-server.ts';
import { Scope } from '../e2e/harness/scope.ts';
import { SERVER_PORT, SignalingServer } from '../e2e/harness/server.ts';
import { writeTrace } from '../extension/testing/ladder-trace.ts';
import { ensureBuilt } from './lib/build.ts';
import { requireBrowser } from './lib/install-browser.ts';
import { inRoot } from './lib/root.ts';

const USAGE = `npm run bench:adapt -- [--profiles ${FULL_PROFILES.join()}] [--modes ${MODES.join()}] [--rounds 1] [--noise 0.03] [--out .output/bench-adapt] [--json]

Shares a page (720p30) with three viewers, and shapes the link of one of them, or the sharer's own. Linux, as root.
Writes a plot of each run, and with --json all that was recorded, to the folder; NAME.trace.json is a fixture for the
Ladder's tests (extension/core/fixtures). --noise: share of the page that is
noise, which makes it take some Mbps.

${Object.entries(PROFILES)
  .map(([name, { title }]) => `  ${name}: ${title}`)
  .join('\n')}

Figures of each run, in the last line by profile and mode:
${Object.entries(DEFINITIONS)
  .map(([name, meaning]) => `  ${name}: ${meaning}`)
  .join('\n')}`;

const { values } = parseArgs({
  options: {
    profiles: { type: 'string', default: FULL_PROFILES.join() },
    modes: { type: 'string', default: MODES.join() },
    rounds: { type: 'string', default: '1' },
    noise: { type: 'string', default: '0.03' },
    out: { type: 'string', default: inRoot('.output', 'bench-adapt') },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Names the network to the process that runs within its router. */
const NETWORK = 'PORTHOLE_BENCH_NETWORK';

interface Plan {
  readonly profiles: readonly ProfileName[];
  readonly modes: readonly Mode[];
  readonly rounds: number;
  readonly noise: number;
}

const scope = new Scope();
const inner = process.env[NETWORK];
try {
  if (values.help) console.log(USAGE);
  else if (inner) await main(readPlan(), new Network(inner));
  else await enterNetwork(readPlan());
} catch (thrown) {
  console.error(thrown);
  process.exitCode = 1;
} finally {
  await scope.close();
}

function readPlan(): Plan {
  const profiles = values.profiles
    .split(',')
    .flatMap((name) => PROFILE_NAMES.find((one) => one === name) ?? []);
  const modes = values.modes.split(',').flatMap((name) => MODES.find((one) => one === name) ?? []);
  const [rounds, noise] = [Number(values.rounds), Number(values.noise)];
  const ok =
    profiles.length === values.profiles.split(',').length &&
    modes.length === values.modes.split(',').length &&
    rounds >= 1 &&
    noise >= 0 &&
    noise <= 1;
  if (!ok) throw new Error(`usage: ${USAGE}`);
  return { profiles, modes, rounds, noise };
}

/** Makes the network, and runs this script again within its router: servers there are reached from every leg. */
async function enterNetwork(_plan: Plan): Promise<void> {
  const why = whyNoNetwork();
  if (why !== null) {
    console.log(`bench:adapt is skipped: ${why}`);
    return;
  }
  await ensureBuilt();
  await requireBrowser();
  const network = Network.create();
  const [command = '', ...args] = [
    ...network.inRouter,
    process.execPath,
    ...process.execArgv,
    ...process.argv.slice(1),
  ];
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, [NETWORK]: network.name },
  });
  // A Ctrl+C reaches the child as well, which closes what it opened.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill());
  const [code] = (await once(child, 'exit')) as [number | null];
  network.destroy();
  process.exitCode = code ?? 1;
}

async function main(plan: Plan, network: Network): Promise<void> {
  const leave = () => void scope.close().finally(() => process.exit(130));
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
  scope.own(network, async () => network.dispose());
  const executable = await requireBrowser();
  if (!executable) throw new Error('no Chromium, Edge or Chrome found; PORTHOLE_BROWSER may name one');
  scope.own(await SignalingServer.start(), (server) => server.stop());
  const sample = scope.own(await serveSample(network.routerAddress), (server) => server.close());
  const template = scope.own(await makeGrantedProfile(['tabCapture']), removeProfile);
  const server = `http://${network.routerAddress}:${SERVER_PORT}`;
  const outcomes = new Map<string, Outcome[]>();
  for (let round = 0; round < plan.rounds; round++) {
    for (const name of plan.profiles) {
      for (const mode of plan.modes) {
        const profile: Profile = PROFILES[name];
        const run = await runAdapt({
          network,
          profile,
          mode,
          sample,
          server,
          template,
          executable,
          noise: plan.noise,
        });
        const outcome = outcomeOf(run);
        outcomes.set(`${name}/${mode}`, [...(outcomes.get(`${name}/${mode}`) ?? []), outcome]);
        console.log(`${name} ${mode} ${JSON.stringify(outcome)}`);
        await save(`${name}-${mode}-${round + 1}`, `${profile.title}: ${mode}`, run, outcome);
      }
    }
  }
  report(plan, outcomes);
}

async function save(
  name: string,
  title: string,
  run: Parameters<typeof plot>[1],
  outcome: Outcome,
): Promise<void> {
  await mkdir(values.out, { recursive: true });
  await writeFile(path.join(values.out, `${name}.svg`), plot(title, run, outcome));
  if (!values.json) return;
  await writeFile(path.join(values.out, `${name}.json`), JSON.stringify(run));
  if (run.trace.length > 0)
    await writeFile(path.join(values.out, `${name}.trace.json`), writeTrace(run.trace));
}

/** The last line: by profile and mode, the median of the rounds. */
function report({ profiles, modes }: Plan, outcomes: ReadonlyMap<string, readonly Outcome[]>): void {
  for (const [name, meaning] of Object.entries(DEFINITIONS)) console.log(`${name}: ${meaning}`);
  console.log(`Plots: ${values.out}`);
  const byMode = (profile: ProfileName) =>
    Object.fromEntries(modes.map((mode) => [mode, medianOf(outcomes.get(`${profile}/${mode}`) ?? [])]));
  console.log(JSON.stringify(Object.fromEntries(profiles.map((profile) => [profile, byMode(profile)]))));
}

/** A figure that was not reached in a round counts as the worst. */
function medianOf(rounds: readonly Outcome[]): Outcome | null {
  const [first] = rounds;
  if (!first) return null;
  const names = Object.keys(first) as (keyof Outcome)[];
  const entries = names.map((name) => {
    const sorted = rounds.map((one) => one[name]).toSorted((a, b) => (a ?? Infinity) - (b ?? Infinity));
    return [name, sorted[sorted.length >> 1] ?? null] as const;
  });
  return Object.fromEntries(entries) as Record<keyof Outcome, number | null>;
}
