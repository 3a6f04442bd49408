import type { Unmasker } from './unmask.ts';

/** The event by which `ws` gets what is not read here; it takes the place of the socket's `data`. */
export const PASSED_ON = Symbol('data for ws');

/** Who gets the messages that a {@link FrameReader} reads. */
export interface TextOwner {
  /**
   * A whole text message, valid UTF-8.
   * @param message overwritten by the next one: whoever keeps it has to copy it
   */
  onText(message: Buffer): void;
}

/** What leads to `ws`: the socket, or what stands for it. */
interface Rest {
  emit(event: typeof PASSED_ON, chunk: Buffer): unknown;
}

/** First byte of a text message that is one frame, uncompressed (RFC 6455, section 5.2). */
const WHOLE_TEXT = 0x81;
const FINAL = 0x80;
const CONTROL = 0x08;
const CLOSE = 0x08;
const OPCODE = 0x0f;
const MASKED = 0x80;
const LENGTH = 0x7f;
/** In place of a length: it follows in two bytes, or in eight. */
const LENGTH_16 = 126;
const LENGTH_64 = 127;
const MASK_SIZE = 4;

/**
 * Reads the ordinary case straight from a socket's bytes, which spares the stream that `ws` reads through: a masked text
 * message in one frame that came whole. Any other frame is passed on to `ws` with the rest of its chunk, and `ws` alone
 * judges it; of what is passed on only the frames' ends are followed.
 */
export class FrameReader {
  readonly #owner: TextOwner;
  readonly #rest: Rest;
  readonly #unmasker: Unmasker;
  /** Bytes that are still to come of a frame that `ws` has the start of. */
  #left = 0;
  /** Within a message of several frames, which `ws` puts together. */
  #fragmented = false;
  /** Nothing counts behind a close frame. */
  #concluded = false;
  /** A header's start, the rest of which has not come yet. */
  #head: Buffer | null = null;

  constructor(owner: TextOwner, rest: Rest, unmasker: Unmasker) {
    this.#owner = owner;
    this.#rest = rest;
    this.#unmasker = unmasker;
  }

  read(chunk: Buffer): void {
    if (this.#concluded && this.#left === 0) return;
    const bytes = this.#head ? Buffer.concat([this.#head, chunk]) : chunk;
    this.#head = null;
    let at = 0;
    if (this.#left === 0 && !this.#fragmented) at = this.#readTexts(bytes);
    if (at < bytes.length) this.#passOn(bytes, at);
  }

  /** Reads nothing more. What was held back goes to `ws`, which may have to read on by itself. */
  stop(): void {
    if (this.#head) this.#rest.emit(PASSED_ON, this.#head);
    this.#head = null;
    this.#left = 0;
    this.#concluded = true;
  }

  /** @returns where the ordinary messages end */
  #readTexts(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length) {
      const end = this.#readText(bytes, at);
      if (end < 0) break;
      at = end;
    }
    return at;
  }

  /** @returns the end of the message at `from`, or -1 when it is not for here */
  #readText(bytes: Buffer, from: number): number {
    const second = bytes[from + 1] ?? 0;
    const length = second & LENGTH;
    if (bytes[from] !== WHOLE_TEXT || second < MASKED || length === LENGTH_64) return -1;
    const start = headerEnd(from, second);
    if (start > bytes.length) return -1;
    const end = start + (length === LENGTH_16 ? bytes.readUInt16BE(from + 2) : length);
    if (end > bytes.length) return -1;
    const text = this.#unmasker.text(bytes, start, end);
    if (!text) return -1;
    this.#owner.onText(text);
    return end;
  }

  /** Gives all from `from` on to `ws`, but for a header that is not whole. */
  #passOn(bytes: Buffer, from: number): void {
    let at = from;
    for (;;) {
      const passed = Math.min(this.#left, bytes.length - at);
      this.#left -= passed;
      at += passed;
      if (at === bytes.length || this.#concluded) break;
      const start = headerEnd(at, bytes[at + 1] ?? 0);
      if (at + 2 > bytes.length || start > bytes.length) {
        this.#head = Buffer.from(bytes.subarray(at));
        break;
      }
      this.#left = start - at + payloadLength(bytes, at);
      this.#follow(bytes[at] ?? 0);
    }
    if (at > from) this.#rest.emit(PASSED_ON, bytes.subarray(from, at));
  }

  #follow(first: number): void {
    const opcode = first & OPCODE;
    if (opcode === CLOSE) this.#concluded = true;
    else if (opcode < CONTROL) this.#fragmented = first < FINAL;
  }
}

/** Where the header of the frame at `from` ends. @param second its second byte */
function headerEnd(from: number, second: number): number {
  const length = second & LENGTH;
  const extended = length === LENGTH_16 ? 2 : length === LENGTH_64 ? 8 : 0;
  return from + 2 + extended + (second < MASKED ? 0 : MASK_SIZE);
}

/** Of the frame at `from`, its header complete. */
function payloadLength(bytes: Buffer, from: number): number {
  const length = (bytes[from + 1] ?? 0) & LENGTH;
  if (length === LENGTH_16) return bytes.readUInt16BE(from + 2);
  if (length === LENGTH_64) return bytes.readUInt32BE(from + 2) * 2 ** 32 + bytes.readUInt32BE(from + 6);
  return length;
}
