import { isUtf8 } from 'node:buffer';

/** Longest text, in bytes: what a frame with a length of two bytes can hold. */
const LONGEST = 0xffff;
/** With a length of two bytes, and the mask; two more align what follows. */
const LONGEST_HEADER = 10;
const HIGH_BITS = 0x80_80_80_80;

/**
 * Unmasks texts (RFC 6455, section 5.3), all in the same memory, one after the other: nothing is allocated for a
 * message but a view, and four bytes are looked at in one step, for the mask and for whether they are ASCII.
 */
export class Unmasker {
  readonly #words = new Int32Array((LONGEST + LONGEST_HEADER + 3) >> 2);
  readonly #bytes = Buffer.from(this.#words.buffer);
  /** The mask, as a word in this machine's byte order. */
  readonly #key = new Int32Array(1);
  readonly #keyBytes = Buffer.from(this.#key.buffer);

  /**
   * @param chunk holds the mask at `start - 4` and the masked text from `start` up to `end`, of 65,535 bytes at most
   * @returns the text, until the next call; null when it is no UTF-8
   */
  text(chunk: Buffer, start: number, end: number): Buffer | null {
    const words = this.#words;
    const keyBytes = this.#keyBytes;
    for (let index = 0; index < 4; index++) keyBytes[index] = chunk[start - 4 + index] ?? 0;
    const key = this.#key[0] ?? 0;
    const first = this.#copy(chunk, start, end);
    const last = (first + end - start + 3) >> 2;
    let seen = 0;
    for (let index = first >> 2; index < last; index++) {
      const word = (words[index] ?? 0) ^ key;
      words[index] = word;
      seen |= word;
    }
    const text = this.#bytes.subarray(first, first + end - start);
    // What lies behind the text in its last word may ask for a check that was not needed, never the other way.
    return (seen & HIGH_BITS) === 0 || isUtf8(text) ? text : null;
  }

  /** @returns where the text starts; that is the start of a word */
  #copy(chunk: Buffer, start: number, end: number): number {
    if (start > LONGEST_HEADER || end !== chunk.length) {
      chunk.copy(this.#bytes, 0, start, end);
      return 0;
    }
    // A copy of all of it, header included, spares a view on a part.
    const offset = -start & 3;
    this.#bytes.set(chunk, offset);
    return offset + start;
  }
}
