import { inRoot } from '../../scripts/lib/root.ts';
import type { Browser } from './browser.ts';
import { bundle } from './bundle.ts';
import type { HostileServer, Wire } from './hostile-server.ts';
import type { Page } from './page.ts';

/**
 * Has a hostile server put a browser between who shares and who watches: offers and answers are replaced by its own,
 * candidates are kept back.
 */
export class Middleman {
  readonly #page: Page;
  readonly #server: HostileServer;
  /** For who shares, once who watches has answered. */
  #answer = '';

  private constructor(page: Page, server: HostileServer) {
    this.#page = page;
    this.#server = server;
  }

  static async between(server: HostileServer, browser: Browser): Promise<Middleman> {
    const page = await browser.open('about:blank#middleman', 'window');
    await page.run(await bundle(inRoot('e2e', 'probe', 'middleman.ts')));
    const middleman = new Middleman(page, server);
    server.trick = (message) => middleman.#intercept(message);
    return middleman;
  }

  seen(): Promise<{ readonly frames: number; readonly connected: boolean }> {
    return this.#page.evaluate(() => portholeMiddleman.seen());
  }

  close(): Promise<void> {
    return this.#page.close();
  }

  #intercept(message: Wire): readonly Wire[] {
    switch (message.type) {
      case 'offer':
        void this.#passOffer(message);
        return [];
      case 'answer':
        void this.#passAnswer(message);
        return [];
      case 'ice-candidate':
        return [];
      default:
        return [message];
    }
  }

  async #passOffer(message: Wire): Promise<void> {
    const own = this.#page.evaluate((sdp) => portholeMiddleman.take(sdp), String(message['sdp']));
    const { offer, answer } = await own;
    this.#answer = answer;
    this.#tell({ ...message, sdp: offer });
  }

  async #passAnswer(message: Wire): Promise<void> {
    const taken = this.#page.evaluate((sdp) => portholeMiddleman.takeAnswer(sdp), String(message['sdp']));
    await taken.catch(() => undefined);
    this.#tell({ ...message, sdp: this.#answer });
  }

  #tell(message: Wire): void {
    for (const victim of this.#server.victims) if (victim.id === message['to']) victim.tell(message);
  }
}
