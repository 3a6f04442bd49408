import type { SinkCare } from './sink-care.ts';

/** Looks at links between the ticks, at the word of viewers whose pictures stopped. */
export interface Hurry {
  /** @param care of the viewer who says so; undefined = it is gone */
  look(care: SinkCare | undefined): void;
  close(): void;
}

/** ms that are left for others to say the same: where most pictures stop at once it is not their links. */
const OTHERS_MS = 50;
/** ms for which a word counts */
const FRESH_MS = 250;

/** @param all who is sent something @param moved runs after one was moved */
export function createHurry(all: () => readonly SinkCare[], moved: () => void): Hurry {
  /** ms of each one's last word */
  const words = new WeakMap<SinkCare, number>();
  const waiting = new Map<SinkCare, ReturnType<typeof setTimeout>>();

  function check(care: SinkCare): void {
    waiting.delete(care);
    const at = performance.now();
    const cares = all();
    const stopped = cares.filter((one) => at - (words.get(one) ?? Number.NEGATIVE_INFINITY) < FRESH_MS);
    if (!cares.includes(care) || isCrowd(stopped.length, cares.length)) return;
    // One that closes while it is asked has nothing to tell.
    void care.hurry(at).then(
      (has) => has && moved(),
      () => undefined,
    );
  }

  return {
    look(care) {
      if (!care) return;
      words.set(care, performance.now());
      if (!waiting.has(care)) waiting.set(care, setTimeout(check, OTHERS_MS, care));
    },
    close() {
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  };
}

/** More than half of several. */
export function isCrowd(stopped: number, all: number): boolean {
  return stopped > 1 && stopped > all / 2;
}
