import type { Socket } from 'node:net';

/** What an {@link Outbox} needs of a socket. */
type Sink = Pick<Socket, 'write' | 'writableLength' | 'destroyed'>;

/**
 * Collects the outboxes that have something to write and empties them once the event loop has read
 * everything that was ready: however many frames went to a socket in one turn, it is one system call.
 */
export class Flusher {
  #dirty: Outbox[] = [];
  readonly #flush = (): void => {
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const outbox of dirty) outbox.flush();
  };

  add(outbox: Outbox): void {
    if (this.#dirty.push(outbox) === 1) setImmediate(this.#flush);
  }
}

/** Frames on their way to one socket, written together. */
export class Outbox {
  readonly #socket: Sink;
  readonly #flusher: Flusher;
  #frames: Buffer[] = [];
  #bytes = 0;

  constructor(socket: Sink, flusher: Flusher) {
    this.#socket = socket;
    this.#flusher = flusher;
  }

  /** Bytes that the other side has not taken yet. */
  get waiting(): number {
    return this.#bytes + this.#socket.writableLength;
  }

  push(frame: Buffer): void {
    this.#bytes += frame.length;
    if (this.#frames.push(frame) === 1) this.#flusher.add(this);
  }

  /** Writes what has been collected, now. */
  flush(): void {
    const frames = this.#frames;
    const first = frames[0];
    if (first === undefined || this.#socket.destroyed) return;
    this.#frames = [];
    this.#bytes = 0;
    this.#socket.write(frames.length === 1 ? first : Buffer.concat(frames));
  }

  /** What never reached the socket, for whoever keeps it until the client is back. */
  takeUnsent(): Buffer[] {
    this.#bytes = 0;
    return this.#frames.splice(0);
  }
}
