/**
 * A strict reader of JSON over UTF-8 bytes that builds nothing: each function takes the index of a value's first byte
 * and gives the index after its last, or -1 when there is no such value or it is not worth the trouble.
 * The bytes must be valid UTF-8 (`ws` has seen to that).
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Messages above this, in bytes, are worth looking at four bytes at a time. */
const LONG = 1024;

/** Bytes that end the easy run of a string: quote, backslash, control characters. */
const STOPS = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte < 0x20 || byte === QUOTE || byte === BACKSLASH),
);
const DIGITS = bytesOf('0123456789');
const HEX_DIGITS = bytesOf('0123456789abcdefABCDEF');
/** What may follow a backslash, `u` apart. */
const ESCAPES = bytesOf('"\\/bfnrt');
/** What an id consists of (`ID_PATTERN`). */
const ID_BYTES = bytesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-');

const LITERALS = ['true', 'false', 'null'].map((word) => Buffer.from(word));

function bytesOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters)) table[byte] = 1;
  return table;
}

/** Index of the next byte that is no white space. */
export function skipSpace(raw: Buffer, from: number): number {
  let at = from;
  for (let byte = raw[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = raw[at])
    at += 1;
  return at;
}

/** A string, its quotes included. */
export function skipString(raw: Buffer, from: number): number {
  if (raw[from] !== QUOTE) return -1;
  const { length } = raw;
  const words = length > LONG ? new DataView(raw.buffer, raw.byteOffset, length) : null;
  let at = from + 1;
  while (at < length) {
    if (words) at = nextStop(words, at, length - 4);
    const byte = raw[at] ?? 0;
    if (STOPS[byte] === 0) at += 1;
    else if (byte === QUOTE) return at + 1;
    else if (byte === BACKSLASH) at = skipEscape(raw, at);
    else return -1;
    if (at < 0) return -1;
  }
  return -1;
}

/**
 * Index of the first stop from `from` on, or one behind `last` when there is none up to there. The arithmetic is the
 * classic one for "has a byte below n" and "has a zero byte" (Hacker's Delight, 6-1), the quote made to stand right
 * above the control characters; it may be wrong on the bytes behind a stop, never on the first.
 * Half the cost of looking at each byte of an SDP.
 * @param last where the last group of four bytes starts
 */
function nextStop(words: DataView, from: number, last: number): number {
  let at = from;
  while (at <= last) {
    const word = words.getInt32(at, true);
    const low = word ^ 0x02_02_02_02;
    const backslashes = word ^ 0x5c_5c_5c_5c;
    const found =
      (((low - 0x21_21_21_21) & ~low) | ((backslashes - 0x01_01_01_01) & ~backslashes)) & 0x80_80_80_80;
    if (found !== 0) return at + (lowestBit(found) >> 3);
    at += 4;
  }
  return at;
}

/** Number of the lowest bit that is set. */
function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function skipEscape(raw: Buffer, from: number): number {
  const byte = raw[from + 1] ?? 0;
  if (ESCAPES[byte] === 1) return from + 2;
  if (byte !== 0x75) return -1;
  for (let at = from + 2; at < from + 6; at++) if (HEX_DIGITS[raw[at] ?? 0] !== 1) return -1;
  return from + 6;
}

/** A string without escapes, such as a key that is acted on. */
export function skipPlainString(raw: Buffer, from: number): number {
  if (raw[from] !== QUOTE) return -1;
  let at = from + 1;
  while (at < raw.length && STOPS[raw[at] ?? 0] === 0) at += 1;
  return raw[at] === QUOTE ? at + 1 : -1;
}

/** A string that is an id: 1 to `limit` bytes of its alphabet. */
export function skipId(raw: Buffer, from: number, limit: number): number {
  if (raw[from] !== QUOTE) return -1;
  let at = from + 1;
  while (ID_BYTES[raw[at] ?? 0] === 1) at += 1;
  const length = at - from - 1;
  return raw[at] === QUOTE && length > 0 && length <= limit ? at + 1 : -1;
}

/** A whole number from 0 to 999,999,999,999,999 in plain digits. */
export function skipCount(raw: Buffer, from: number): number {
  const at = skipDigits(raw, from);
  const length = at - from;
  if (length < 1 || length > 15 || (length > 1 && raw[from] === ZERO)) return -1;
  const next = raw[at];
  return next === DOT || next === 0x65 || next === 0x45 ? -1 : at;
}

/** Any value. @param depth how many arrays and objects it may nest */
export function skipValue(raw: Buffer, from: number, depth: number): number {
  switch (raw[from]) {
    case QUOTE:
      return skipString(raw, from);
    case OPEN_BRACE:
      return depth > 0 ? skipMembers(raw, from, depth - 1) : -1;
    case OPEN_BRACKET:
      return depth > 0 ? skipItems(raw, from, depth - 1) : -1;
    default:
      return skipScalar(raw, from);
  }
}

/** True when the bytes from `from` on are those of `text`, which is ASCII. */
export function spells(raw: Buffer, from: number, text: string): boolean {
  for (let index = 0; index < text.length; index++)
    if (raw[from + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** True when the bytes from `from` on are those of `word`: half the cost of the letters of a string. */
export function startsWith(raw: Buffer, from: number, word: Buffer): boolean {
  for (let index = 0; index < word.length; index++) if (raw[from + index] !== word[index]) return false;
  return true;
}

function skipScalar(raw: Buffer, from: number): number {
  for (const word of LITERALS) if (startsWith(raw, from, word)) return from + word.length;
  return skipNumber(raw, from);
}

function skipNumber(raw: Buffer, from: number): number {
  const start = raw[from] === MINUS ? from + 1 : from;
  let at = skipDigits(raw, start);
  if (at === start || (raw[start] === ZERO && at > start + 1)) return -1;
  if (raw[at] === DOT) {
    const end = skipDigits(raw, at + 1);
    if (end === at + 1) return -1;
    at = end;
  }
  if (raw[at] === 0x65 || raw[at] === 0x45) {
    const digits = raw[at + 1] === PLUS || raw[at + 1] === MINUS ? at + 2 : at + 1;
    const end = skipDigits(raw, digits);
    if (end === digits) return -1;
    at = end;
  }
  return at;
}

function skipDigits(raw: Buffer, from: number): number {
  let at = from;
  while (DIGITS[raw[at] ?? 0] === 1) at += 1;
  return at;
}

function skipMembers(raw: Buffer, from: number, depth: number): number {
  let at = skipSpace(raw, from + 1);
  if (raw[at] === CLOSE_BRACE) return at + 1;
  for (;;) {
    at = skipKey(raw, at);
    if (at < 0) return -1;
    at = skipValue(raw, at, depth);
    if (at < 0) return -1;
    at = skipSpace(raw, at);
    if (raw[at] === CLOSE_BRACE) return at + 1;
    if (raw[at] !== COMMA) return -1;
    at = skipSpace(raw, at + 1);
  }
}

function skipItems(raw: Buffer, from: number, depth: number): number {
  let at = skipSpace(raw, from + 1);
  if (raw[at] === CLOSE_BRACKET) return at + 1;
  for (;;) {
    at = skipValue(raw, at, depth);
    if (at < 0) return -1;
    at = skipSpace(raw, at);
    if (raw[at] === CLOSE_BRACKET) return at + 1;
    if (raw[at] !== COMMA) return -1;
    at = skipSpace(raw, at + 1);
  }
}

/** A key, its colon and the space around it. */
function skipKey(raw: Buffer, from: number): number {
  const end = skipString(raw, from);
  return end < 0 ? -1 : afterColon(raw, end);
}

/** From the end of a key to the start of its value. */
export function afterColon(raw: Buffer, from: number): number {
  const colon = skipSpace(raw, from);
  return raw[colon] === COLON ? skipSpace(raw, colon + 1) : -1;
}
