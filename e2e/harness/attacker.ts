import { inRoot } from '../../scripts/lib/root.ts';
import type { Attack, Attacked } from '../probe/attacker.ts';
import type { Browser } from './browser.ts';
import { bundle } from './bundle.ts';
import type { Page } from './page.ts';
import { until } from './until.ts';

/** Someone who goes into a room as a viewer does, with the product's own page, and attacks whoever shares there. */
export class Attacker {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async open(browser: Browser, link: string): Promise<Attacker> {
    const page = await browser.open('about:blank#attacker', 'window');
    await page.send('Page.enable');
    const source = await bundle(inRoot('e2e', 'probe', 'attacker.ts'));
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source });
    await page.navigate(link);
    return new Attacker(page);
  }

  /** Attacks once it is connected. @param bytes that it tries to send */
  attack(how: Attack, bytes: number): Promise<Attacked> {
    return until(
      'a connection to attack',
      () => this.#page.evaluate((kind, most) => globalThis.portholeAttack?.(kind, most), how, bytes),
      20_000,
    );
  }

  close(): Promise<void> {
    return this.#page.close();
  }
}
