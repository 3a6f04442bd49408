import { inRoot } from '../../scripts/lib/root.ts';
import type { Inbound } from '../probe/connections.ts';
import type { SeenFrame } from '../probe/picture.ts';
import type { Heard } from '../probe/sound.ts';
import type { Browser } from './browser.ts';
import { bundle } from './bundle.ts';
import { backAfter, summarise, type Measured } from './measured.ts';
import type { Page } from './page.ts';
import { delay, until } from './until.ts';

/** A page that watches a room, with a probe that reads what it really shows and plays. */
export class Viewer {
  readonly page: Page;
  readonly #openedAt: number;

  private constructor(page: Page, openedAt: number) {
    this.page = page;
    this.#openedAt = openedAt;
  }

  /**
   * Opens a room link as a person does, in a tab or a window of its own.
   * The probe is put into each document of the page before its own scripts, so it outlives a move into the extension.
   */
  static async open(browser: Browser, link: string, where: 'tab' | 'window' = 'tab'): Promise<Viewer> {
    const page = await browser.open('about:blank#viewer', where);
    await page.send('Page.enable');
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: await probe() });
    const openedAt = Date.now();
    await page.navigate(link);
    return new Viewer(page, openedAt);
  }

  /** The frames shown since the last call. */
  takeFrames(): Promise<readonly SeenFrame[]> {
    return this.page.evaluate(() => globalThis.portholeProbe?.takeFrames() ?? []);
  }

  /** Waits for a frame that can be read; what came before is forgotten. */
  nextFrame(ms = 20_000): Promise<SeenFrame & { readonly counter: number; readonly latencyMs: number }> {
    return until(
      'a frame whose barcode can be read',
      async () => {
        for (const frame of await this.takeFrames()) {
          const { counter, latencyMs } = frame;
          if (counter !== null && latencyMs !== null) return { ...frame, counter, latencyMs };
        }
        return null;
      },
      ms,
    );
  }

  /** ms from the opening of the link to the first frame that could be read. Call it before the others. */
  async firstFrameMs(ms?: number): Promise<number> {
    return (await this.nextFrame(ms)).at - this.#openedAt;
  }

  /** What arrived over the page's peer connections. @throws Error in a page without the probe */
  async inbound(): Promise<Inbound> {
    const inbound = await this.page.evaluate(() => globalThis.portholeProbe?.inbound() ?? null);
    if (!inbound) throw new Error('the page has no probe');
    return inbound;
  }

  /** Watches for some time. @param ms how long */
  async measure(ms: number): Promise<Measured> {
    await this.takeFrames();
    const from = Date.now();
    await delay(ms);
    return summarise(await this.takeFrames(), from, Date.now());
  }

  /** Waits until the picture is live, and stays so. @param from ms since the epoch @returns ms from then to its return */
  liveAgain(from: number, ms = 30_000): Promise<number> {
    const frames: SeenFrame[] = [];
    return until(
      'the picture to be live again',
      async () => {
        frames.push(...(await this.takeFrames()));
        return backAfter(frames, from, Date.now());
      },
      ms,
    );
  }

  /** Waits until as many beeps have arrived in the stage's stream. */
  beeps(count: number, ms = 15_000): Promise<Heard> {
    return until(
      `${count} beeps to arrive`,
      async () => {
        // An AudioContext runs only after a gesture.
        const heard = await this.page.evaluateAsGesture(() => globalThis.portholeProbe?.heard() ?? null);
        return heard && heard.beeps >= count ? heard : null;
      },
      ms,
    );
  }

  /** Waits until no frame comes any more for a second. */
  async pictureEnds(ms = 15_000): Promise<void> {
    await until(
      'the picture to end',
      async () => {
        await this.takeFrames();
        await delay(1000);
        return (await this.takeFrames()).length === 0;
      },
      ms,
    );
  }
}

function probe(): Promise<string> {
  return bundle(inRoot('e2e', 'probe', 'viewer.ts'));
}
