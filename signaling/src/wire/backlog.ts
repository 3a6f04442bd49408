import type { Wire } from '../rooms.ts';
import type { SentLog } from './sent-log.ts';

/** How much a member may be sent while nobody reads it. */
interface BacklogLimits {
  readonly backlogMessages: number;
  readonly backlogBytes: number;
}

/** Keeps what is sent to a member whose socket is gone, in order, up to a limit. */
export class Backlog implements Wire {
  readonly live = false;
  readonly local = true;
  readonly #before: SentLog;
  /** Messages that the lost socket had taken; whether they arrived only the client knows. */
  readonly #written: number;
  readonly #frames: Buffer[] = [];
  readonly #limits: BacklogLimits;
  readonly #onOverflow: () => void;
  #bytes = 0;

  /**
   * @param before what the lost socket was sent
   * @param written messages of it that the socket had taken
   * @param onOverflow called once more is kept than the limit allows: a gap must not go unnoticed
   */
  constructor(limits: BacklogLimits, before: SentLog, written: number, onOverflow: () => void) {
    this.#limits = limits;
    this.#before = before;
    this.#written = written;
    this.#onOverflow = onOverflow;
  }

  send(frame: Buffer): void {
    this.#frames.push(frame);
    this.#bytes += frame.length;
    const { backlogMessages, backlogBytes } = this.#limits;
    if (this.#frames.length > backlogMessages || this.#bytes > backlogBytes) this.#onOverflow();
  }

  notify(frame: Buffer): void {
    this.send(frame);
  }

  missing(received = this.#written): readonly Buffer[] | null {
    const before = this.#before.after(received);
    return before && [...before, ...this.#frames];
  }

  yieldTo(): void {}

  /** Nobody is there to be told: who comes back hears it then. */
  expel(): void {}
}
