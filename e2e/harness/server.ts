import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { SERVER_ORIGIN } from '../../build.config.ts';
import { inRoot } from '../../scripts/lib/root.ts';
import { delay, until } from './until.ts';

/** The port that the built extension expects its server on. */
export const SERVER_PORT = Number(new URL(SERVER_ORIGIN).port || 80);

const MAIN = inRoot('signaling', 'dist', 'src', 'main.js');
const STOP_MS = 5000;

/** The real signaling service in a process of its own; it may be stopped, killed, and started again. */
export class SignalingServer {
  readonly origin: string;
  readonly #port: number;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;
  #log = '';

  private constructor(port: number, env: Readonly<Record<string, string>>) {
    this.#port = port;
    this.#env = env;
    this.origin = `http://localhost:${port}`;
  }

  /**
   * Starts the service and waits until it is healthy.
   * @param env on top of this process's own
   * @param port default: the one that the extension was built for
   * @throws Error when the port is taken, or the service ends at once (with its log)
   */
  static async start(
    env: Readonly<Record<string, string>> = {},
    port: number = SERVER_PORT,
  ): Promise<SignalingServer> {
    const server = new SignalingServer(port, env);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    await assertFree(this.#port);
    const child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PORT: String(this.#port), ...this.#env },
    });
    this.#child = child;
    const keep = (text: Buffer): void => {
      this.#log = (this.#log + text.toString()).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await until('the signaling service to be healthy', async () => {
      // Not "not yet" but "never": break off the wait.
      if (child.exitCode !== null) return true;
      const health: unknown = await (await fetch(`${this.origin}/health`)).json();
      return JSON.stringify(health) === '{"ok":true}';
    });
    if (child.exitCode !== null) throw new Error(`the signaling service ended at once:\n${this.#log}`);
  }

  /** Ends the service as an operator does, and kills it where that takes over 5 s. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends the service without a farewell, as a crash or a power cut does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Of the service's process; 0 while it does not run. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** The last lines that the service logged. */
  get log(): string {
    return this.#log;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await Promise.race([gone, delay(STOP_MS)]);
    child.kill('SIGKILL');
    await gone;
  }
}

/** @throws Error that says which port is taken and what to do */
export async function assertFree(port: number): Promise<void> {
  const probe = createServer();
  const listening = once(probe, 'listening');
  probe.listen(port);
  try {
    await listening;
  } catch (cause) {
    throw new Error(
      `Port ${port} is taken. End what listens there, or choose another: PORTHOLE_SERVER=http://localhost:3333`,
      { cause },
    );
  }
  await new Promise((resolve) => {
    probe.close(resolve);
  });
}
