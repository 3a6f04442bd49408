/**
 * How much is kept of what was sent to one client: what a quarter of a minute brings, as a rule. Little, because every
 * socket costs that much; whoever is sent more meanwhile cannot resume after a break that nobody noticed, and joins afresh.
 */
const MOST_MESSAGES = 32;
const MOST_BYTES = 32 * 1024;

/** The number of `joined` or `resumed`. */
const FIRST = 1;

interface Sent {
  readonly number: number;
  readonly frame: Buffer;
}

/**
 * The messages of one client's place, numbered from its `joined` or `resumed`, which is the first. Kept are those from
 * other members that may not have arrived: what is written to a half-open socket is gone without anyone noticing. A pong
 * tells that all before its ping has arrived; the messages before the ping before that are let go of, since a client may
 * have hung up with messages that it had not looked at.
 */
export class SentLog {
  /** Null rather than empty: most connections idle. */
  #kept: Sent[] | null = null;
  #bytes = 0;
  #sent = FIRST;
  /** Of the last one that was let go of. */
  #gone = FIRST;
  /** Messages that had been written at the last ping, and at the last one that was answered. */
  #pinged = FIRST;
  #proved = FIRST;

  /** Messages so far. */
  get sent(): number {
    return this.#sent;
  }

  /** A message that is not kept. */
  count(): void {
    this.#sent += 1;
  }

  push(frame: Buffer): void {
    this.#sent += 1;
    this.#kept ??= [];
    this.#kept.push({ number: this.#sent, frame });
    this.#bytes += frame.length;
    while (this.#kept && (this.#kept.length > MOST_MESSAGES || this.#bytes > MOST_BYTES)) this.#forgetOne();
  }

  /** @param written messages that the socket had taken before the ping */
  onPing(written: number): void {
    this.#pinged = written;
  }

  onPong(): void {
    while (this.#kept?.[0] && this.#kept[0].number <= this.#proved) this.#forgetOne();
    this.#proved = this.#pinged;
  }

  /** What is kept of that which follows on so many messages; null when some of it is kept no more. */
  after(received: number): readonly Buffer[] | null {
    if (received < this.#gone || received > this.#sent) return null;
    return (this.#kept ?? []).flatMap(({ number, frame }) => (number > received ? frame : []));
  }

  #forgetOne(): void {
    const first = this.#kept?.shift();
    if (!first) return;
    this.#bytes -= first.frame.length;
    this.#gone = first.number;
    if (this.#kept?.length === 0) this.#kept = null;
  }
}
