import type { Link } from './link.ts';

/** Whether a card is shown instead of my picture, as the others know it. */
export interface PauseNews {
  /** Tells everyone whose data channel is open; whoever comes is told by {@link greet}. */
  tell(paused: boolean): void;
  /** A data channel has opened. */
  greet(peer: string): void;
}

export function createPauseNews(links: ReadonlyMap<string, Pick<Link, 'tell'>>): PauseNews {
  let paused = false;
  return {
    tell(next) {
      if (next === paused) return;
      paused = next;
      for (const link of links.values()) link.tell({ type: 'share-paused', paused });
    },
    greet(peer) {
      if (paused) links.get(peer)?.tell({ type: 'share-paused', paused });
    },
  };
}
