import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { toneShare } from '../sample/tone.ts';
import { endChild } from './child.ts';
import type { Scope } from './scope.ts';
import { delay, until } from './until.ts';

const RATE = 8000;
const SINK = 'porthole';

/** Whether this machine can listen to what a browser plays. */
export function hasSoundServer(): boolean {
  return (
    process.platform === 'linux' &&
    ['pulseaudio', 'parec'].every((tool) => spawnSync('which', [tool]).status === 0)
  );
}

/** A loudspeaker of its own with a microphone in front of it. */
export interface Ear {
  /** For the browser whose sound is listened to. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Listens for some time.
   * @returns 0 (none) to 1: how purely a tone sounded in the twentieth of a second in which it sounded best
   */
  hear(hz: number, ms: number): Promise<number>;
}

/** Opens a sound server of its own until the scope closes. */
export async function openEar(scope: Scope): Promise<Ear> {
  const folder = scope.own(await mkdtemp(path.join(os.tmpdir(), 'porthole-ear-')), (made) =>
    rm(made, { recursive: true, force: true }),
  );
  const socket = path.join(folder, 'ear.socket');
  const env = { PULSE_SERVER: `unix:${socket}`, XDG_RUNTIME_DIR: folder, HOME: folder };
  const modules = [
    `module-null-sink sink_name=${SINK}`,
    `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
  ];
  const server = spawn(
    'pulseaudio',
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      ...modules.map((module) => `--load=${module}`),
    ],
    { stdio: 'ignore', env: { ...process.env, ...env } },
  );
  scope.own(server, endChild);
  await until('the sound server', async () => {
    return spawnSync('pactl', ['info'], { env: { ...process.env, ...env } }).status === 0;
  });
  return {
    env: { PULSE_SERVER: env.PULSE_SERVER },
    hear: (hz, ms) => record({ ...process.env, ...env }, hz, ms),
  };
}

async function record(env: NodeJS.ProcessEnv, hz: number, ms: number): Promise<number> {
  const format = ['--format=float32le', `--rate=${RATE}`, '--channels=1'];
  const recorder = spawn('parec', ['-d', `${SINK}.monitor`, ...format], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env,
  });
  const chunks: Buffer[] = [];
  recorder.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await delay(ms);
  await endChild(recorder);
  const bytes = Buffer.concat(chunks);
  const samples = Float32Array.from({ length: bytes.length >> 2 }, (_, index) =>
    bytes.readFloatLE(index * 4),
  );
  const window = RATE / 20;
  let best = 0;
  for (let start = 0; start + window <= samples.length; start += window) {
    best = Math.max(best, toneShare(samples.subarray(start, start + window), RATE, hz));
  }
  return best;
}
