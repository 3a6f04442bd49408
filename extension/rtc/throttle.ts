import type { Schedule } from './schedule.ts';

/** Runs something soon, and no more often than it may. */
export interface Throttle {
  /** At once where that is not too soon after the last time, or as soon as it is not. */
  call(): void;
  close(): void;
}

/** @param ms between two runs @param now ms, any clock that goes forward */
export function createThrottle(
  { schedule, now }: { readonly schedule: Schedule; readonly now: () => number },
  ms: number,
  run: () => void,
): Throttle {
  let last = -Infinity;
  let cancel: (() => void) | null = null;

  function go(): void {
    cancel = null;
    last = now();
    run();
  }

  return {
    call() {
      if (cancel) return;
      const wait = last + ms - now();
      if (wait <= 0) go();
      else cancel = schedule(wait, go);
    },
    close: () => cancel?.(),
  };
}
