import type { Wire } from '../rooms.ts';
import type { LogLimits, SentLog } from './sent-log.ts';

/** Keeps what is sent to a member whose socket is gone, in order, up to a limit. */
export class Backlog implements Wire {
  readonly live = false;
  readonly local = true;
  readonly #log: SentLog;
  /** Messages that the lost socket had taken; whether they arrived only the client knows. */
  readonly #written: number;
  readonly #limits: LogLimits;
  readonly #onOverflow: () => void;
  #messages = 0;
  #bytes = 0;

  /**
   * @param log what was sent before
   * @param written messages of it that the lost socket had taken
   * @param onOverflow called once more is kept than the limit allows: a gap must not go unnoticed
   */
  constructor(limits: LogLimits, log: SentLog, written: number, onOverflow: () => void) {
    this.#limits = limits;
    this.#log = log;
    this.#written = written;
    this.#onOverflow = onOverflow;
    for (const frame of log.after(written) ?? []) this.#count(frame);
  }

  send(frame: Buffer): void {
    this.#log.push(frame);
    this.#count(frame);
    const { backlogMessages, backlogBytes } = this.#limits;
    if (this.#messages > backlogMessages || this.#bytes > backlogBytes) this.#onOverflow();
  }

  missing(received = this.#written): readonly Buffer[] | null {
    return this.#log.after(received);
  }

  yieldTo(): void {}

  /** Nobody is there to be told: who comes back hears it then. */
  expel(): void {}

  #count(frame: Buffer): void {
    this.#messages += 1;
    this.#bytes += frame.length;
  }
}
