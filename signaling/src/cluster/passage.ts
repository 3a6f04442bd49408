import type { RedisLink } from './redis-link.ts';
import type { RemoteWire } from './remote-wire.ts';

/** How long the node that somebody has left may take to pass on what is on its way there, in ms. */
const PATIENCE_MS = 2000;
/** First byte of a question, and of its answer: `q` and `a`. */
const QUESTION = 0x71;
const ANSWER = 0x61;

/**
 * Keeps what one member sends to another in order while that one moves to another node: what went to the node that it has
 * left is passed on from there, and would be overtaken by what goes straight to the new one. So the old node is asked
 * behind the last message to it, and what comes later is held until it answers: it has passed on everything by then. A node
 * that is dead is not waited for, and one that is slow not for long; then the order may be lost.
 */
export class Passage {
  readonly #link: RedisLink;
  readonly #asked = new Map<string, () => void>();
  #count = 0;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  /** Holds what goes over a wire until the node that its member has left has passed on everything. */
  follow(wire: RemoteWire, left: string): void {
    wire.hold();
    void this.clear(left).then(() => wire.letGo());
  }

  /** Resolves once a node has passed on what was sent to it, or will not do so. */
  async clear(left: string): Promise<void> {
    const question = String((this.#count += 1));
    const answered = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS);
      this.#asked.set(question, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    const message = `${String.fromCodePoint(QUESTION)}${this.#link.node}\n${question}`;
    if (await this.#link.send(left, Buffer.from(message))) await answered;
    this.#asked.get(question)?.();
    this.#asked.delete(question);
  }

  /** Takes a question or an answer. @returns false for anything else */
  receive(message: Buffer): boolean {
    if (message[0] !== QUESTION && message[0] !== ANSWER) return false;
    const [first = '', second = ''] = message.toString('latin1', 1).split('\n', 2);
    if (message[0] === ANSWER) {
      this.#asked.get(first)?.();
      return true;
    }
    // Behind everything that has been passed on.
    this.#link.publish(first, Buffer.from(`${String.fromCodePoint(ANSWER)}${second}`));
    return true;
  }
}
