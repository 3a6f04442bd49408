import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from './base64url.ts';
import type { CodeMessage } from './peer-message.ts';

/**
 * Two peers' common code for a call: both see the same, unless someone sits in the middle of their connection.
 *
 * The code is short enough to be read aloud, so one in the middle could look for certificates that give both sides the
 * same. Therefore it also hangs on a random number of each side, exchanged over the connection itself when the
 * certificates stand: the first side commits to its number before it sees the other's (as ZRTP does, RFC 6189,
 * section 4.4). One in the middle has a single guess: one in 2^30.
 */
export interface CodeExchange {
  /** I commit; of the two ids mine is the smaller one. */
  readonly first: boolean;
  /** My random number, base64url. */
  readonly mine: string;
  /** What the peer committed to, where it is the first. */
  readonly commitment: string | null;
  /** The peer's random number, when it is known (and checked). */
  readonly theirs: string | null;
}

/** Signs of a code, and how many there are to choose from: 30 bits. */
const SIGNS = 5;
const SIGN_BITS = 6;

/** @param mine 16 random bytes in base64url, for this connection alone */
export function createCodeExchange(me: string, peer: string, mine: string): CodeExchange {
  return { first: me < peer, mine, commitment: null, theirs: null };
}

/** What to say when the data channel opens; the second side waits. */
export function openingOf({ first, mine }: CodeExchange): CodeMessage | null {
  return first ? { type: 'code-commit', hash: commitTo(mine) } : null;
}

/** Takes a message of the peer; what comes out of turn changes nothing. */
export function continueCode(
  exchange: CodeExchange,
  message: CodeMessage,
): { readonly exchange: CodeExchange; readonly reply: CodeMessage | null } {
  const { first, mine, commitment, theirs } = exchange;
  if (message.type === 'code-commit' && !first && commitment === null) {
    return {
      exchange: { ...exchange, commitment: message.hash },
      reply: { type: 'code-answer', nonce: mine },
    };
  }
  if (message.type === 'code-answer' && first && theirs === null) {
    return { exchange: { ...exchange, theirs: message.nonce }, reply: { type: 'code-reveal', nonce: mine } };
  }
  if (message.type === 'code-reveal' && theirs === null && commitment === commitTo(message.nonce)) {
    return { exchange: { ...exchange, theirs: message.nonce }, reply: null };
  }
  return { exchange, reply: null };
}

/**
 * The code, as numbers from 0 to 63.
 * @param local my description as negotiated @param remote the peer's
 * @returns null until the exchange is over
 */
export function safetyCode(exchange: CodeExchange, local: string, remote: string): readonly number[] | null {
  const { first, mine, theirs } = exchange;
  if (theirs === null) return null;
  const ends = [
    [mine, ...fingerprints(local)],
    [theirs, ...fingerprints(remote)],
  ];
  if (!first) ends.reverse();
  const hash = digest(['porthole v1 code', ends]);
  return Array.from({ length: SIGNS }, (_, sign) => bitsAt(hash, sign * SIGN_BITS));
}

/** Every fingerprint that the description allows, once. */
function fingerprints(sdp: string): string[] {
  const found = [...sdp.matchAll(/^a=fingerprint:(\S+) (\S+)\s*$/gm)];
  return [...new Set(found.map(([, hash = '', value = '']) => `${hash} ${value}`.toLowerCase()))].toSorted();
}

function commitTo(nonce: string): string {
  return toBase64url(digest(['porthole v1 commitment', nonce]));
}

function digest(content: unknown): Uint8Array {
  return sha256(new TextEncoder().encode(JSON.stringify(content)));
}

function bitsAt(bytes: Uint8Array, bit: number): number {
  const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
  return (pair >> (16 - SIGN_BITS - (bit & 7))) & ((1 << SIGN_BITS) - 1);
}
