import type { Size } from '../../extension/core/encoding.ts';
import type { Browser } from './browser.ts';
import { resizePage } from './launch.ts';
import type { Page } from './page.ts';
import type { SampleServer } from './sample-server.ts';
import { until } from './until.ts';

/** The sample page in the sharer's browser, for what a test changes in it. */
export class SamplePage {
  readonly #browser: Browser;
  readonly #page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  static async attach(sharer: Browser, sample: SampleServer): Promise<SamplePage> {
    return new SamplePage(sharer, await sharer.page(sample.url));
  }

  /** @param still true: nothing moves in it any more */
  async setStill(still: boolean): Promise<void> {
    await this.#page.evaluate((value) => {
      portholeSample.still = value;
    }, still);
  }

  /** Frames that the page has drawn so far. */
  drawn(): Promise<number> {
    return this.#page.evaluate(() => portholeSample.drawn);
  }

  /** ms since the epoch at which one of the beeps, one a second, began. */
  beepMs(): Promise<number> {
    return until('the beep to run', () => this.#page.evaluate(() => portholeSample.beepMs()));
  }

  resize(size: Size): Promise<void> {
    return resizePage(this.#browser, this.#page, size);
  }

  detach(): Promise<void> {
    return this.#page.detach();
  }
}
