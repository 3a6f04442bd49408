import { CANDIDATE_LENGTH, ID_LENGTH, SDP_LENGTH, type Relay } from '../../protocol/index.ts';
import {
  afterColon,
  skipCount,
  skipId,
  skipPlainString,
  skipSpace,
  skipString,
  skipValue,
  spells,
  startsWith,
} from './json.ts';

/** What a relay acts on, read without building the message. */
export interface RelayHeader {
  readonly type: Relay['type'];
  readonly to: string;
  /** Index of the message's closing brace. */
  readonly end: number;
}

/** A field: where its value ends, or -1. */
type Field = (raw: Buffer, from: number) => number;

/** How deep fields that are not known may nest here; deeper ones are left to the parser. */
const DEPTH = 8;

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const COMMA = 0x2c;
/** Of `null`. */
const LOWER_N = 0x6e;

const TYPES = (['offer', 'answer', 'ice-candidate'] as const).map((type) => ({
  type,
  quoted: quoted(type),
}));

/** The fields that the scan knows, each with a bit of its own: a second one of a kind is left to the parser. */
const KEYS = ['type', 'to', 'room', 'sdp', 'candidate', 'n', 'from'].map((name, index) => ({
  key: quoted(name),
  bit: 1 << index,
}));
const [TYPE, TO, ROOM, SDP, CANDIDATE, N, FROM] = [1, 2, 4, 8, 16, 32, 64] as const;
const ADDRESSED = TYPE | TO | ROOM;

const CANDIDATE_KEYS: readonly { key: Buffer; bit: number; field: Field }[] = [
  { key: quoted('candidate'), bit: 1, field: stringUpTo(0, CANDIDATE_LENGTH) },
  { key: quoted('sdpMid'), bit: 2, field: nullable(stringUpTo(0, 64)) },
  { key: quoted('sdpMLineIndex'), bit: 4, field: nullable(smallCount) },
  { key: quoted('usernameFragment'), bit: 8, field: nullable(stringUpTo(0, 256)) },
];

const sdpField = stringUpTo(1, SDP_LENGTH);

/**
 * Reads the header of an offer, answer or candidate straight from the frame's bytes. What it accepts is valid JSON
 * that the schema accepts too, with the same type, receiver and room: `scan.test.ts` holds it to that.
 * Everything else, unusual but valid messages included, is null and left to the parser.
 * @param raw the message, valid UTF-8
 * @param room the sender's room in quotes; a message for another room is left to the parser
 */
export function scanRelay(raw: Buffer, room: string): RelayHeader | null {
  if (raw[0] !== OPEN_BRACE) return null;
  let type: Relay['type'] | null = null;
  let to = '';
  let seen = 0;
  let at = 0;
  do {
    const key = skipSpace(raw, at + 1);
    const keyEnd = skipPlainString(raw, key);
    const value = keyEnd < 0 ? -1 : afterColon(raw, keyEnd);
    if (value < 0) return null;
    const bit = bitOf(raw, key, keyEnd);
    if ((seen & bit) !== 0 || bit === FROM) return null;
    seen |= bit;
    const end = skipField(raw, value, bit, room);
    if (end < 0) return null;
    if (bit === TO) to = raw.toString('latin1', value + 1, end - 1);
    else if (bit === TYPE) type = typeAt(raw, value);
    at = skipSpace(raw, end);
  } while (raw[at] === COMMA);
  if (raw[at] !== CLOSE_BRACE || skipSpace(raw, at + 1) !== raw.length || type === null) return null;
  const content = type === 'ice-candidate' ? CANDIDATE : SDP;
  return (seen & ADDRESSED) === ADDRESSED && (seen & content) !== 0 ? { type, to, end: at } : null;
}

function skipField(raw: Buffer, from: number, bit: number, room: string): number {
  switch (bit) {
    case TYPE:
      return skipPlainString(raw, from);
    case TO:
      return skipId(raw, from, ID_LENGTH);
    case ROOM:
      return spells(raw, from, room) ? from + room.length : -1;
    case SDP:
      return sdpField(raw, from);
    case CANDIDATE:
      return skipCandidate(raw, from);
    case N:
      return skipCount(raw, from);
    default:
      return skipValue(raw, from, DEPTH);
  }
}

function bitOf(raw: Buffer, from: number, end: number): number {
  for (const { key, bit } of KEYS) if (key.length === end - from && startsWith(raw, from, key)) return bit;
  return 0;
}

function typeAt(raw: Buffer, from: number): Relay['type'] | null {
  for (const { type, quoted } of TYPES) if (startsWith(raw, from, quoted)) return type;
  return null;
}

/** An RTCIceCandidateInit, as the schema wants it. */
function skipCandidate(raw: Buffer, from: number): number {
  if (raw[from] !== OPEN_BRACE) return -1;
  let seen = 0;
  let at = from;
  do {
    const key = skipSpace(raw, at + 1);
    const keyEnd = skipPlainString(raw, key);
    const value = keyEnd < 0 ? -1 : afterColon(raw, keyEnd);
    if (value < 0) return -1;
    const known = candidateKeyAt(raw, key, keyEnd);
    if (known && (seen & known.bit) !== 0) return -1;
    if (known) seen |= known.bit;
    const end = known ? known.field(raw, value) : skipValue(raw, value, DEPTH);
    if (end < 0) return -1;
    at = skipSpace(raw, end);
  } while (raw[at] === COMMA);
  return raw[at] === CLOSE_BRACE && (seen & 1) === 1 ? at + 1 : -1;
}

function candidateKeyAt(raw: Buffer, from: number, end: number): (typeof CANDIDATE_KEYS)[number] | null {
  for (const known of CANDIDATE_KEYS)
    if (known.key.length === end - from && startsWith(raw, from, known.key)) return known;
  return null;
}

function quoted(word: string): Buffer {
  return Buffer.from(`"${word}"`);
}

/**
 * A string within limits. The schema counts UTF-16 code units, of which a string never has more than it has bytes here,
 * so that what is let through is within the schema's limit.
 */
function stringUpTo(min: number, max: number): Field {
  return (raw, from) => {
    const end = skipString(raw, from);
    const length = end - from - 2;
    return end >= 0 && length >= min && length <= max ? end : -1;
  };
}

function nullable(field: Field): Field {
  return (raw, from) => (raw[from] === LOWER_N ? skipValue(raw, from, 0) : field(raw, from));
}

/** 0 to 999: far more lines than an SDP has. */
function smallCount(raw: Buffer, from: number): number {
  const end = skipCount(raw, from);
  return end - from <= 3 ? end : -1;
}
