import type { Wire } from '../rooms.ts';

/** Keeps what is sent to a member whose socket is gone, in order, up to a limit. */
export class Backlog implements Wire {
  readonly live = false;
  readonly local = true;
  readonly #frames: Buffer[] = [];
  readonly #limits: { readonly backlogMessages: number; readonly backlogBytes: number };
  readonly #onOverflow: () => void;
  #bytes = 0;

  /** @param onOverflow called once more is kept than the limit allows: a gap must not go unnoticed */
  constructor(
    limits: { readonly backlogMessages: number; readonly backlogBytes: number },
    onOverflow: () => void,
  ) {
    this.#limits = limits;
    this.#onOverflow = onOverflow;
  }

  send(frame: Buffer): void {
    this.#frames.push(frame);
    this.#bytes += frame.length;
    const { backlogMessages, backlogBytes } = this.#limits;
    if (this.#frames.length > backlogMessages || this.#bytes > backlogBytes) this.#onOverflow();
  }

  yieldTo(next: Wire): void {
    for (const frame of this.#frames.splice(0)) next.send(frame);
    this.#bytes = 0;
  }

  /** Nobody is there to be told: who comes back hears it then. */
  expel(): void {
    this.#frames.length = 0;
  }
}
