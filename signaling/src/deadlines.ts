import type { Timing } from './config.ts';

/** Makes up for the clock's ticks: a mute member is gone within `resumeTtl` of its last sign of life. */
const MUTE_MARGIN_MS = 1500;

/** The share of a TURN credential's lifetime after which it is replaced. */
const CREDENTIALS_USED = 0.75;

/** When something is due on one connection. All times in ms of the service's clock. */
export class Deadlines {
  readonly #since: number;
  #lastSign: number;
  #lastPing: number;
  #credentialsFrom: number;

  /** The connection begins. */
  constructor(now: number) {
    this.#since = now;
    this.#lastSign = now;
    this.#lastPing = now;
    this.#credentialsFrom = now;
  }

  /** The client gave a sign of life. */
  hear(now: number): void {
    this.#lastSign = now;
  }

  isMute(now: number, { mute }: Timing): boolean {
    return now - this.#lastSign >= mute;
  }

  /** Whether somebody who is not in a room should be by now. */
  isLate(now: number, { join }: Timing): boolean {
    return now - this.#since >= join;
  }

  /** @returns how long the place of who fell silent is still held */
  holdFor(now: number, { resumeTtl }: Timing): number {
    return Math.max(0, resumeTtl - (now - this.#lastSign) - MUTE_MARGIN_MS);
  }

  /** @returns whether to ping now; then it counts as done */
  takePing(now: number, { ping }: Timing): boolean {
    if (now - this.#lastPing < ping) return false;
    this.#lastPing = now;
    return true;
  }

  /** @param ttl of a credential, in s @returns whether to send new ones now; then it counts as done */
  takeCredentials(now: number, ttl: number): boolean {
    if (now - this.#credentialsFrom < ttl * 1000 * CREDENTIALS_USED) return false;
    this.#credentialsFrom = now;
    return true;
  }
}
