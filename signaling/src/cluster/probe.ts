/** What a {@link Probe} needs of a connection. */
interface Connection {
  readonly isReady: boolean;
  ping(): Promise<unknown>;
}

/** How often a connection is asked whether it is there, in ms. */
const INTERVAL_MS = 1000;
/** How long nothing may come after a question, in ms. Redis answers within a few; a busy computer may need more. */
const PATIENCE_MS = 4000;

/**
 * Asks a connection again and again, and gives it up when nothing comes. The client's own `socketTimeout` does not see
 * that: whatever is written counts as a sign of life there, though nobody reads it.
 */
export class Probe {
  readonly #connection: Connection;
  readonly #onSilent: () => void;
  readonly #timer: NodeJS.Timeout;
  #isAsking = false;
  /** When something came last, in ms of `performance.now()`. */
  #lastSign = 0;

  /** @param onSilent called when nothing comes, once for each question */
  constructor(connection: Connection, onSilent: () => void) {
    this.#connection = connection;
    this.#onSilent = onSilent;
    this.#timer = setInterval(() => this.#ask(), INTERVAL_MS);
    this.#timer.unref();
  }

  /** Something has come over the connection: the answer to the question may stand in line behind a thousand others. */
  heard(): void {
    this.#lastSign = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #ask(): void {
    if (this.#isAsking || !this.#connection.isReady) return;
    this.#isAsking = true;
    this.heard();
    // After a pause of the whole process this comes due at once: what has arrived meanwhile is read first.
    const patience = setTimeout(() => setImmediate(() => this.#decide(patience)), PATIENCE_MS).unref();
    this.#connection
      .ping()
      // A connection that breaks has not gone silent.
      .catch(() => undefined)
      .finally(() => {
        clearTimeout(patience);
        this.#isAsking = false;
      });
  }

  #decide(patience: NodeJS.Timeout): void {
    if (!this.#isAsking) return;
    if (performance.now() - this.#lastSign >= PATIENCE_MS) this.#onSilent();
    else patience.refresh();
  }
}
