/**
 * A token bucket that is refilled once a clock tick, so that taking a token needs no look at a clock.
 * It may go into debt: how deep says how badly the rate is ignored.
 */
export class Bucket {
  readonly #perTick: number;
  readonly #burst: number;
  #tokens: number;
  #tick: number;

  /**
   * @param perTick tokens that come back each tick
   * @param burst most tokens that can be saved up
   * @param tick the clock's present tick
   */
  constructor(perTick: number, burst: number, tick: number) {
    this.#perTick = perTick;
    this.#burst = burst;
    this.#tokens = burst;
    this.#tick = tick;
  }

  /** Takes one token. @returns what is left; negative when there was none */
  take(tick: number): number {
    this.#refill(tick);
    this.#tokens -= 1;
    return this.#tokens;
  }

  /** True when there is no whole token to take. */
  isEmpty(tick: number): boolean {
    this.#refill(tick);
    return this.#tokens < 1;
  }

  /** True when nothing has been taken that did not come back. */
  isFull(tick: number): boolean {
    this.#refill(tick);
    return this.#tokens >= this.#burst;
  }

  #refill(tick: number): void {
    if (tick === this.#tick) return;
    this.#tokens = Math.min(this.#burst, this.#tokens + (tick - this.#tick) * this.#perTick);
    this.#tick = tick;
  }
}
