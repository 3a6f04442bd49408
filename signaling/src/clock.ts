/** The service's coarse clock: read for free on every message, advanced by one timer. */
export interface Clock {
  /** ms since the epoch, at the last tick */
  readonly now: number;
  /** ticks since the start */
  readonly tick: number;
  readonly tickMs: number;
}

/** A {@link Clock} that runs until it is stopped. */
export class TickingClock implements Clock {
  now = Date.now();
  tick = 0;
  readonly tickMs: number;
  readonly #timer: NodeJS.Timeout;

  /** @param onTick called after each step */
  constructor(tickMs: number, onTick: () => void) {
    this.tickMs = tickMs;
    this.#timer = setInterval(() => {
      this.now = Date.now();
      this.tick += 1;
      onTick();
    }, tickMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
