import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { inRoot } from '../../scripts/lib/root.ts';
import type { Inbound } from '../probe/connections.ts';
import type { SeenFrame } from '../probe/picture.ts';
import { bundle } from './bundle.ts';
import { endChild } from './child.ts';
import { until } from './until.ts';

/** Where Debian and Ubuntu put Firefox. */
const PATHS = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/snap/bin/firefox'];

/** A machine whose only network is loopback has no other candidates; and a page may play without a click. */
const PREFERENCES: Readonly<Record<string, string | number | boolean>> = {
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
};

/** @returns the executable; null where there is no Firefox */
export async function findFirefox(): Promise<string | null> {
  for (const candidate of PATHS) {
    // oxlint-disable-next-line no-await-in-loop -- the first that is there
    if (
      await access(candidate).then(
        () => true,
        () => false,
      )
    )
      return candidate;
  }
  return null;
}

/** A viewer in a real Firefox, which opens a room link as a web page; driven over WebDriver BiDi. */
export class FirefoxViewer {
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #commands = 0;
  #context = '';

  private constructor(child: ChildProcess, profile: string, socket: WebSocket) {
    this.#child = child;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      this.#waiting.get(answer.id ?? -1)?.(answer);
    });
  }

  static async open(executable: string, link: string): Promise<FirefoxViewer> {
    const profile = await mkdtemp(path.join(tmpdir(), 'porthole-firefox-'));
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    await writeFile(path.join(profile, 'user.js'), lines.join('\n'));
    const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
    const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const socket = new WebSocket(`${await bidiAddress(child)}/session`);
    await once(socket, 'open');
    const viewer = new FirefoxViewer(child, profile, socket);
    await viewer.#begin(link);
    return viewer;
  }

  async #begin(link: string): Promise<void> {
    await this.#send('session.new', { capabilities: {} });
    const { contexts } = await this.#send('browsingContext.getTree', {});
    this.#context = (contexts as { context: string }[])[0]?.context ?? '';
    const probe = await bundle(inRoot('e2e', 'probe', 'viewer.ts'));
    await this.#send('script.addPreloadScript', { functionDeclaration: `() => { ${probe} }` });
    await this.#send('browsingContext.navigate', { context: this.#context, url: link, wait: 'none' });
  }

  /** Waits for a frame whose barcode can be read; what came before is forgotten. */
  nextFrame(ms = 30_000): Promise<SeenFrame> {
    return until(
      'a readable frame in Firefox',
      async () => (await this.takeFrames()).find((frame) => frame.counter !== null),
      ms,
    );
  }

  /** The frames shown since the last call. */
  takeFrames(): Promise<readonly SeenFrame[]> {
    return this.evaluate<readonly SeenFrame[]>('portholeProbe?.takeFrames() ?? []');
  }

  inbound(): Promise<Inbound> {
    return this.evaluate<Inbound>('portholeProbe.inbound()');
  }

  async close(): Promise<void> {
    this.#socket.close();
    await endChild(this.#child);
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Runs an expression in the page. @returns its value, awaited, as JSON */
  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.#send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context: this.#context },
      awaitPromise: true,
    });
    const { result } = answer as { result?: { value?: string } };
    if (typeof result?.value !== 'string') throw new Error(`Firefox: ${JSON.stringify(answer)}`);
    return JSON.parse(result.value) as T;
  }

  #send(method: string, params: object): Promise<Readonly<Record<string, unknown>>> {
    const id = (this.#commands += 1);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        this.#waiting.delete(id);
        if (answer.result) resolve(answer.result);
        else reject(new Error(`${method}: ${answer.message ?? 'no answer'}`));
      });
    });
  }
}

interface Answer {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** Firefox says on its error stream where it listens. */
async function bidiAddress(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('Firefox without an error stream');
  for await (const line of createInterface(child.stderr)) {
    const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
    if (address) {
      child.stderr.resume();
      return address;
    }
  }
  throw new Error('Firefox ended before it listened');
}
