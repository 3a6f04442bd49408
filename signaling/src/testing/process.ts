import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Whether a program that a test needs is installed. Under CI it has to be.
 * @throws under `CI=true` when it is missing, naming the package to install
 */
export function hasProgram(program: string, aptPackage: string): boolean {
  const isThere = spawnSync(program, ['--version']).error === undefined;
  if (!isThere && process.env['CI']) throw new Error(`${program} is missing: apt-get install ${aptPackage}`);
  if (!isThere) process.stderr.write(`skipped: ${program} is missing (apt-get install ${aptPackage})\n`);
  return isThere;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A program under test, until the test ends it. */
export class Program {
  readonly #child: ChildProcess;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
    // Read to the end, or it would wait for a reader.
    child.stdout?.resume();
    child.stderr?.resume();
  }

  /** Starts it; whether it is ready is the caller's to find out. */
  static spawn(
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Program {
    return new Program(
      spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } }),
    );
  }

  /**
   * Starts it and waits until its output contains `ready`.
   * @throws when it ends before
   */
  static async start(
    command: string,
    args: readonly string[],
    ready: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Program> {
    const program = Program.spawn(command, args, env);
    const child = program.#child;
    let output = '';
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        output += chunk.toString();
        if (output.includes(ready)) resolve();
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.on('error', reject);
      child.on('exit', () => reject(new Error(`${command} ended: ${output}`)));
    });
    return program;
  }

  /** Stops it where it is, its sockets open, until {@link go}. */
  halt(): void {
    this.#child.kill('SIGSTOP');
  }

  go(): void {
    this.#child.kill('SIGCONT');
  }

  /** Ends it and waits for its end. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.signal(signal);
    await this.ended;
  }

  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
