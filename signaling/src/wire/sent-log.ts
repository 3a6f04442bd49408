/**
 * How much is kept of what was sent to one client: what a quarter of a minute brings, as a rule. Little, because every
 * socket costs that much; whoever is sent more meanwhile cannot resume after a break that nobody noticed, and joins afresh.
 */
const MOST_MESSAGES = 32;
const MOST_BYTES = 32 * 1024;

/** The number of `joined` or `resumed`. */
const FIRST = 1;

/**
 * The messages of one client's place, numbered from its `joined` or `resumed`, which is the first, and is not kept: who
 * resumes has had it. Kept are those that
 * may not have arrived: what is written to a half-open socket is gone without anyone noticing. A pong tells that all
 * before its ping has arrived; the messages before the ping before that are let go of, since a client may have hung up
 * with messages that it had not looked at.
 */
export class SentLog {
  /** Null rather than empty: most connections idle. */
  #frames: Buffer[] | null = null;
  #bytes = 0;
  /** Messages before the first one that is kept. */
  #gone = FIRST;
  /** Messages that had been written at the last ping, and at the last one that was answered. */
  #pinged = FIRST;
  #proved = FIRST;

  /** Messages so far. */
  get sent(): number {
    return this.#gone + (this.#frames?.length ?? 0);
  }

  push(frame: Buffer): void {
    this.#frames ??= [];
    this.#frames.push(frame);
    this.#bytes += frame.length;
    while (this.#frames && (this.#frames.length > MOST_MESSAGES || this.#bytes > MOST_BYTES))
      this.#forgetOne();
  }

  /** @param written messages that the socket had taken before the ping */
  onPing(written: number): void {
    this.#pinged = written;
  }

  onPong(): void {
    this.#forget(this.#proved);
    this.#proved = this.#pinged;
  }

  /** What follows on so many messages; null when some of it is not kept any more. */
  after(received: number): readonly Buffer[] | null {
    if (received < this.#gone || received > this.sent) return null;
    return this.#frames?.slice(received - this.#gone) ?? [];
  }

  #forget(before: number): void {
    while (this.#frames && this.#gone < before) this.#forgetOne();
  }

  #forgetOne(): void {
    this.#bytes -= this.#frames?.shift()?.length ?? 0;
    this.#gone += 1;
    if (this.#frames?.length === 0) this.#frames = null;
  }
}
