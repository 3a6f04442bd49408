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

/** Whose frames an {@link Outbox} writes. */
interface Owner {
  /** Called when the other side has left so many bytes untaken. It may be called again. */
  onBacklog(bytes: number): void;
}

/** Frames on their way to one socket, written together. */
export class Outbox {
  readonly #socket: Sink;
  readonly #flusher: Flusher;
  readonly #owner: Owner;
  /** Null rather than empty: most connections idle, and most writes are of one frame. */
  #frames: Buffer[] | null = null;

  constructor(socket: Sink, flusher: Flusher, owner: Owner) {
    this.#socket = socket;
    this.#flusher = flusher;
    this.#owner = owner;
  }

  push(frame: Buffer): void {
    if (this.#frames) return void this.#frames.push(frame);
    this.#frames = [frame];
    this.#flusher.add(this);
  }

  /** Writes what has been collected, now. */
  flush(): void {
    const frames = this.#frames;
    const first = frames?.[0];
    if (!frames || !first || this.#socket.destroyed) return;
    this.#frames = null;
    const taken = this.#socket.write(frames.length === 1 ? first : Buffer.concat(frames));
    if (!taken) this.#owner.onBacklog(this.#socket.writableLength);
  }

  /** Frames that the socket has not taken yet. */
  get unsent(): number {
    return this.#frames?.length ?? 0;
  }
}
