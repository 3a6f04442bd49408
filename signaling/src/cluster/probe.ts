/** What a {@link Probe} needs of a connection. */
interface Connection {
  readonly isReady: boolean;
  ping(): Promise<unknown>;
}

/** How often a connection is asked whether it is there, in ms. */
const INTERVAL_MS = 1000;
/** How long an answer may take, in ms. Redis answers within a few; a busy computer may need more. */
const PATIENCE_MS = 3000;

/**
 * Asks a connection again and again, and gives it up when no answer comes. The client's own `socketTimeout` does not see
 * that: whatever is written counts as a sign of life there, though nobody reads it.
 */
export class Probe {
  readonly #connection: Connection;
  readonly #onSilent: () => void;
  readonly #timer: NodeJS.Timeout;
  #isAsking = false;

  /** @param onSilent called while the connection does not answer, once for each question */
  constructor(connection: Connection, onSilent: () => void) {
    this.#connection = connection;
    this.#onSilent = onSilent;
    this.#timer = setInterval(() => this.#ask(), INTERVAL_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #ask(): void {
    if (this.#isAsking || !this.#connection.isReady) return;
    this.#isAsking = true;
    // After a pause of the whole process this comes due at once: an answer that has arrived meanwhile is read first.
    const patience = setTimeout(() => setImmediate(() => this.#isAsking && this.#onSilent()), PATIENCE_MS);
    this.#connection
      .ping()
      // A connection that breaks has not gone silent.
      .catch(() => undefined)
      .finally(() => {
        clearTimeout(patience);
        this.#isAsking = false;
      });
  }
}
