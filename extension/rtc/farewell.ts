import type { ShareEnded } from '../core/peer-message.ts';
import type { Link } from './link.ts';
import { delay } from './schedule.ts';

/** Tells everyone of the end of a share, and waits until they have heard. */
export interface Farewell {
  /** Tells everyone whose data channel is open. Resolves when all have heard or are gone, after 1 s at the latest. */
  tell(links: ReadonlyMap<string, Link>, message: ShareEnded): Promise<void>;
  /** A peer has answered; or it is gone, and nothing is waited for any more. */
  heard(peer: string): void;
}

/** How long a farewell may hold up the end, in ms. */
const DEADLINE_MS = 1000;

export function createFarewell(): Farewell {
  /** Whom an answer is awaited from, and what to do when it comes. */
  const unheard = new Map<string, () => void>();
  return {
    async tell(links, message) {
      const told = [...links].filter(([, link]) => link.tell(message)).map(([peer]) => peer);
      const answers = told.map((peer) => new Promise<void>((resolve) => unheard.set(peer, resolve)));
      await Promise.race([Promise.all(answers), delay(DEADLINE_MS)]);
      unheard.clear();
    },
    heard: (peer) => unheard.get(peer)?.(),
  };
}
