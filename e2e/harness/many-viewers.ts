import { inRoot } from '../../scripts/lib/root.ts';
import type { Decodes } from '../probe/limited-decoders.ts';
import type { Standing } from '../probe/room-viewer.ts';
import type { Browser } from './browser.ts';
import { bundle } from './bundle.ts';
import { summarise, type Measured } from './measured.ts';
import type { Page } from './page.ts';
import { delay, until } from './until.ts';

/** What one of many viewers saw in some seconds. */
export interface ViewerMeasured extends Measured {
  readonly viewer: number;
}

interface ManyViewersOptions {
  /** ms between two that join */
  readonly staggerMs?: number;
  /** Default: what the browser can. */
  readonly decodes?: Decodes;
  /** Of everything that comes to the page and goes from it. */
  readonly weather?: { readonly delayMs: number; readonly lossPercent: number };
}

/**
 * Viewers without windows, all in one page: the product's own client for each, with every frame read from its decoded
 * pixels and none painted. Fourteen windows would leave two cores nothing for what is measured.
 */
export class ManyViewers {
  readonly page: Page;
  readonly #link: string;
  readonly #staggerMs: number;

  private constructor(page: Page, link: string, staggerMs: number) {
    this.page = page;
    this.#link = link;
    this.#staggerMs = staggerMs;
  }

  /** Opens the page at the link's own server and lets so many join. Does not wait for pictures. */
  static async open(
    browser: Browser,
    link: string,
    count: number,
    { staggerMs = 150, decodes, weather }: ManyViewersOptions = {},
  ): Promise<ManyViewers> {
    const page = await browser.open('about:blank#viewers', 'window');
    await page.send('Page.setBypassCSP', { enabled: true });
    // Before the page is loaded: later its connections do not notice.
    if (weather) await emulate(page, weather);
    const address = new URL('/health', link).href;
    await page.navigate(address);
    await page.waitFor('the page of many viewers', (url) => location.href === url, [address]);
    if (decodes) {
      await page.run(await bundle(inRoot('e2e', 'probe', 'limited-decoders.ts')));
      await page.evaluate((to) => limitDecoders(to), decodes);
    }
    await page.run(await bundle(inRoot('e2e', 'probe', 'many-viewers.ts')));
    const viewers = new ManyViewers(page, link, staggerMs);
    await viewers.add(count);
    return viewers;
  }

  /** Lets more join, one after the other. @returns their numbers */
  async add(count = 1): Promise<readonly number[]> {
    const added: number[] = [];
    while (added.length < count) {
      if (added.length > 0) await delay(this.#staggerMs);
      added.push(await this.page.evaluate((link) => portholeViewers.add(link), this.#link));
    }
    return added;
  }

  /** How it stands between each of them and the room, in the order in which they came. */
  standings(): Promise<readonly Standing[]> {
    return this.page.evaluate(() => portholeViewers.standings());
  }

  /** Lets one leave as a person does. */
  remove(viewer: number): Promise<void> {
    return this.page.evaluate((number) => portholeViewers.remove(number), viewer);
  }

  /** Lets the one leave who came last. */
  async removeLast(): Promise<void> {
    const pictures = await this.page.evaluate(() => portholeViewers.firstPictures());
    const last = pictures.at(-1);
    if (last) await this.remove(last.viewer);
  }

  /** Kills the page with all its viewers: no goodbye to anyone. */
  async crash(): Promise<void> {
    // The page that crashes does not answer.
    this.page.send('Page.crash').catch(() => {});
    await until('the page to crash', () =>
      Promise.race([this.page.evaluate(() => false).catch(() => true), delay(500).then(() => true)]),
    );
  }

  /** Watches for some time. @param ms how long @returns one entry for each viewer that is in */
  measure(ms: number): Promise<readonly ViewerMeasured[]> {
    return this.measureDuring(() => delay(ms));
  }

  /** Watches as long as something is done. @returns one entry for each viewer that is in at its end */
  async measureDuring(action: () => Promise<unknown>): Promise<readonly ViewerMeasured[]> {
    const from = (await this.#take()).at;
    await action();
    const { at, seen } = await this.#take();
    return seen.map(({ viewer, frames }) => ({ viewer, ...summarise(frames, from, at) }));
  }

  /**
   * Waits until all have a picture.
   * @returns ms from joining to the first readable picture, of each of them
   */
  async firstPictures(ms = 20_000): Promise<readonly number[]> {
    return until(
      'a picture at every viewer',
      async () => {
        const pictures = await this.page.evaluate(() => portholeViewers.firstPictures());
        const readable = pictures.flatMap(({ ms: after }) => after ?? []);
        return readable.length === pictures.length && readable;
      },
      ms,
    );
  }

  /** Waits for one's first picture. @returns ms from joining; null when none came in time */
  firstPicture(viewer: number, ms = 20_000): Promise<number | null> {
    return until(
      `a picture at viewer ${viewer}`,
      async () => {
        const pictures = await this.page.evaluate(() => portholeViewers.firstPictures());
        return pictures.find((one) => one.viewer === viewer)?.ms;
      },
      ms,
    ).catch(() => null);
  }

  /** ms since the epoch at which beeps began at a viewer, since the first call. */
  beeps(viewer: number): Promise<readonly number[]> {
    return this.page.evaluate((number) => portholeViewers.beeps(number), viewer);
  }

  /** Closes the page, and with it all that is left in it. */
  close(): Promise<void> {
    return this.page.close();
  }

  #take() {
    return this.page.evaluate(() => ({ at: Date.now(), seen: portholeViewers.takeFrames() }));
  }
}

async function emulate(
  page: Page,
  { delayMs, lossPercent }: NonNullable<ManyViewersOptions['weather']>,
): Promise<void> {
  await page.send('Network.enable');
  await page.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: delayMs,
    downloadThroughput: -1,
    uploadThroughput: -1,
    packetLoss: lossPercent,
  });
}
