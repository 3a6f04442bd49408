/**
 * `npm run check:image`: does what `signaling/Dockerfile` says without an engine: each stage in a folder of its own, with
 * this machine's Node; then starts the result by its CMD, asks its HEALTHCHECK and stops it. It does not see the base
 * images, the user, the read-only file system, nor whether an image is made of it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execForm, readDockerfile, type Stage } from './lib/dockerfile.ts';
import { inRoot, ROOT } from './lib/root.ts';

const PORT = '3149';
/** s until it has to be healthy; the Dockerfile's own start period is 5 s. */
const START_S = 20;
/** What `compose.yaml` gives it to drain, in ms. */
const STOP_MS = 10_000;

/** A stage as it grows: where its file system is, and what its commands run with. */
interface Built {
  readonly root: string;
  cwd: string;
  readonly env: Record<string, string>;
  command: string[];
  health: string[];
}

const scratch = await mkdtemp(path.join(os.tmpdir(), 'porthole-image-'));
try {
  const stages = readDockerfile(await readFile(inRoot('signaling', 'Dockerfile'), 'utf8'));
  const ignored = await readIgnored();
  let last: Built | null = null;
  for (const stage of stages) last = await build(stage, ignored);
  if (!last) throw new Error('no stage');
  await start(last);
  console.log('ok: built, healthy, serves the viewer, stops on SIGTERM');
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function build({ name, instructions }: Stage, ignored: (source: string) => boolean): Promise<Built> {
  const stage: Built = { root: path.join(scratch, name), cwd: '/', env: {}, command: [], health: [] };
  for (const { word, rest } of instructions) {
    console.log(`${name}: ${word} ${rest.slice(0, 90)}`);
    if (word === 'WORKDIR') stage.cwd = path.posix.resolve(stage.cwd, rest);
    else if (word === 'ARG' || word === 'ENV')
      Object.assign(stage.env, Object.fromEntries([rest.split('=', 2)]));
    else if (word === 'COPY') await copy(stage, rest.split(/\s+/), ignored);
    else if (word === 'RUN') await succeed(stage, ['sh', '-c', rest]);
    else if (word === 'CMD') stage.command = execForm(rest);
    else if (word === 'HEALTHCHECK') stage.health = execForm(rest);
    else if (!['USER', 'EXPOSE', 'STOPSIGNAL'].includes(word)) throw new Error(`unknown instruction ${word}`);
  }
  return stage;
}

async function copy(stage: Built, words: string[], ignored: (source: string) => boolean): Promise<void> {
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  const base = from === undefined ? ROOT : path.join(scratch, from);
  const target = words.pop() ?? '';
  for (const word of words) {
    const source = path.join(base, word);
    const to = path.join(inside(stage, target), target.endsWith('/') ? path.basename(word) : '');
    await mkdir(path.dirname(to), { recursive: true });
    await cp(source, to, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => from !== undefined || !ignored(path.relative(ROOT, file)),
    });
  }
}

/** Where a path of the stage is on this machine. */
function inside(stage: Built, target: string): string {
  return path.join(stage.root, path.posix.resolve(stage.cwd, target));
}

/** By `.dockerignore`: names anywhere (`**` before them), or from the top. */
async function readIgnored(): Promise<(source: string) => boolean> {
  const lines = (await readFile(inRoot('.dockerignore'), 'utf8')).split('\n').filter(Boolean);
  const anywhere = lines.filter((line) => line.startsWith('**/')).map((line) => line.slice(3));
  return (source) =>
    source
      .split(path.sep)
      .some((segment, index) => (index === 0 ? lines : []).concat(anywhere).includes(segment));
}

/** Runs a command in the stage with nothing of this environment but what finds programs and caches. */
function launch(stage: Built, [command = '', ...args]: readonly string[]): ReturnType<typeof spawn> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, npm_config_update_notifier: 'false', ...stage.env, PORT };
  return spawn(command, args, { cwd: inside(stage, '.'), env, stdio: ['ignore', 'inherit', 'inherit'] });
}

async function succeed(stage: Built, command: readonly string[]): Promise<void> {
  await mkdir(inside(stage, '.'), { recursive: true });
  const [code] = await once(launch(stage, command), 'exit');
  if (code !== 0) throw new Error(`${command.join(' ')}: exit code ${code}`);
}

async function start(stage: Built): Promise<void> {
  const service = launch(stage, stage.command);
  const ended = once(service, 'exit');
  try {
    await healthy(stage);
    const viewer = await fetch(`http://127.0.0.1:${PORT}/r/room`);
    if (!viewer.ok || !(await viewer.text()).includes('<script'))
      throw new Error(`no viewer: ${viewer.status}`);
    service.kill('SIGTERM');
    const code = await Promise.race([ended.then(([exit]) => exit), sleep(STOP_MS, 'still running')]);
    if (code !== 0) throw new Error(`stopped with ${code}`);
  } finally {
    service.kill('SIGKILL');
  }
}

async function healthy(stage: Built): Promise<void> {
  for (let second = 0; second < START_S; second++) {
    const [code] = await once(launch(stage, stage.health), 'exit');
    if (code === 0) return;
    await sleep(1000);
  }
  throw new Error('not healthy');
}
