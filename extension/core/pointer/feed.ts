import type { Aim } from './pointer-message.ts';
import { fade, hear, NO_TRAILS, type Trails } from './trails.ts';

/** Hears of each move. @param aims none = the member points no more */
type PointerListener = (id: string, aims: readonly Aim[]) => void;

/** All pointers on one picture. They move 30 times a second, so they are no part of the Snapshot: who draws reads them here. */
export interface PointerFeed {
  /** What there is to draw. @param now ms, of the clock that {@link LivePointers.hear} is told */
  trails(now: number): Trails;
  /** @returns ends the subscription */
  subscribe(listener: PointerListener): () => void;
}

export interface LivePointers extends PointerFeed {
  /** @param now ms */
  hear(id: string, aims: readonly Aim[], now: number): void;
}

export function createPointers(): LivePointers {
  const listeners = new Set<PointerListener>();
  let trails = NO_TRAILS;
  return {
    trails: (now) => (trails = fade(trails, now)),
    hear(id, aims, now) {
      trails = hear(fade(trails, now), id, aims, now);
      for (const listener of listeners) listener(id, aims);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
