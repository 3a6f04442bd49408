import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findBrowser } from '../../scripts/lib/find-browser.ts';
import { Cdp } from './cdp.ts';
import { Page } from './page.ts';
import { delay, until } from './until.ts';

export interface LaunchOptions {
  /** Folder of an unpacked extension to load at start. */
  readonly extension?: string;
  /** Profile folder, which the caller removes; none = a fresh one, removed by `close`. */
  readonly profile?: string;
  readonly headless?: boolean;
  readonly flags?: readonly string[];
  readonly url?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs the browser. Default: the one that is found. */
  readonly executable?: string;
}

export interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly title: string;
}

const FLAGS = [
  '--remote-debugging-pipe',
  '--enable-unsafe-extension-debugging',
  '--no-first-run',
  '--no-default-browser-check',
];

const CLOSE_MS = 3000;

/** A browser process of its own, with a profile of its own. */
export class Browser {
  readonly cdp: Cdp;
  readonly #child: ChildProcess;
  readonly #ownProfile: string | null;

  private constructor(child: ChildProcess, cdp: Cdp, ownProfile: string | null) {
    this.#child = child;
    this.cdp = cdp;
    this.#ownProfile = ownProfile;
  }

  /** @throws Error when no browser is installed, or it does not start */
  static async launch(options: LaunchOptions = {}): Promise<Browser> {
    const executable = options.executable ?? (await findBrowser());
    if (!executable) throw new Error('no Chromium, Edge or Chrome found; PORTHOLE_BROWSER may name one');
    const ownProfile = options.profile ? null : await mkdtemp(path.join(os.tmpdir(), 'porthole-profile-'));
    const profile = options.profile ?? ownProfile;
    const child = spawn(executable, [...args(options), `--user-data-dir=${profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', process.env['PORTHOLE_BROWSER_LOG'] ? 'inherit' : 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
    });
    const [, , , out, input] = child.stdio;
    const browser = new Browser(child, new Cdp(out as Writable, input as Readable), ownProfile);
    await browser.cdp.send('Browser.getVersion');
    // An address on the command line is at times never loaded; a navigation says what is wrong with it.
    if (options.url) await browser.#show(options.url);
    return browser;
  }

  /** The browser's own process; its renderers and helpers are below it. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async targets(): Promise<readonly Target[]> {
    const { targetInfos } = await this.cdp.send<{ targetInfos: Target[] }>('Target.getTargets', {
      // Without a filter the `tab` targets, which the toolbar click takes, are left out.
      filter: [{}],
    });
    return targetInfos;
  }

  waitTarget(what: string, match: (target: Target) => boolean, ms?: number): Promise<Target> {
    return until(what, async () => (await this.targets()).find(match), ms);
  }

  /** Attaches to a target; keep off workers where their death matters. */
  async attach(target: Pick<Target, 'targetId'>): Promise<Page> {
    const { sessionId } = await this.cdp.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId: target.targetId,
      flatten: true,
    });
    return new Page(this.cdp, target.targetId, sessionId);
  }

  /** Waits for a page whose address begins so, and attaches to it once it is loaded. */
  async page(urlStart: string, ms?: number): Promise<Page> {
    const target = await this.waitTarget(
      `a page at ${urlStart}`,
      ({ type, url }) => type === 'page' && url.startsWith(urlStart),
      ms,
    );
    const page = await this.attach(target);
    // The target bears its new address before its document does.
    await page.waitFor(
      'the page to load',
      (start) => document.readyState === 'complete' && location.href.startsWith(start),
      [urlStart],
    );
    return page;
  }

  /** Opens an address in a new tab in front, or in a window of its own, where it is painted even behind others. */
  async open(url: string, where: 'tab' | 'window' = 'tab'): Promise<Page> {
    const target = await this.cdp.send<{ targetId: string }>('Target.createTarget', {
      url,
      newWindow: where === 'window',
    });
    const page = await this.attach(target);
    await page.waitFor(
      `${url} to load`,
      (wanted) =>
        document.readyState === 'complete' && (location.href !== 'about:blank' || wanted === 'about:blank'),
      [url],
    );
    return page;
  }

  /** Loads an address in the tab that the browser starts with. */
  async #show(url: string): Promise<void> {
    const page = await this.page('about:blank');
    await page.navigate(url);
    await page.detach();
    await (await this.page(url)).detach();
  }

  /** Asks the browser to end, kills it where it does not, and removes its profile. */
  async close(): Promise<void> {
    const gone = this.#child.exitCode === null ? once(this.#child, 'exit') : Promise.resolve();
    this.cdp.send('Browser.close').catch(() => {});
    await Promise.race([gone, delay(CLOSE_MS)]);
    this.cdp.dispose();
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
    if (this.#ownProfile)
      await rm(this.#ownProfile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function args({ extension, headless = false, flags = [] }: LaunchOptions): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    ...FLAGS,
    ...(isRoot ? ['--no-sandbox'] : []),
    ...(headless ? ['--headless=new'] : []),
    ...(extension ? [`--load-extension=${extension}`] : []),
    ...flags,
  ];
}
