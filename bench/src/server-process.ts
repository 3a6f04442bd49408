import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Dialect } from './dialects.ts';

const PROBE = fileURLToPath(new URL('probe.mjs', import.meta.url));

/** What a server's process has used so far. */
export interface Usage {
  /** µs of CPU, user and system */
  readonly cpu: number;
  /** bytes */
  readonly rss: number;
}

/** A server in a process of its own, on a core of its own where the system can pin it. */
export class ServerProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** @throws when it ends before it listens */
  static async start(
    dialect: Dialect,
    port: number,
    env: Readonly<Record<string, string>> = {},
  ): Promise<ServerProcess> {
    const node = [process.execPath, ...(dialect.flags ?? []), '--import', PROBE, dialect.script];
    const [command = '', ...args] = process.platform === 'linux' ? ['taskset', '-c', '0', ...node] : node;
    const child = spawn(command, args, {
      env: { ...process.env, ...dialect.env, ...env, PORT: String(port), NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${dialect.name} ended`)));
    ended.catch(() => undefined);
    await Promise.race([announced(child), ended]);
    return new ServerProcess(child);
  }

  async usage(): Promise<Usage> {
    this.#child.send('usage');
    const [answer]: Usage[] = await once(this.#child, 'message');
    if (!answer) throw new Error('no answer');
    return answer;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/** Resolves once the server says that it listens: over IPC, or in its log. Its log is read to the end. */
function announced(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('message', () => resolve());
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes('"listening"')) resolve();
    });
  });
}
