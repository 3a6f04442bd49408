import { gcm } from '@noble/ciphers/aes.js';
import { fromBase64url, toBase64url } from '../base64url.ts';
import type { RandomBytes } from '../room-key.ts';

/** How a sealed text begins on the wire: no SDP, candidate or name of a plain client looks like it. */
const PREFIX = 'ps1.';

/**
 * AES-GCM's nonce, random for every message. A room's members seal some thousands of messages with one key; NIST
 * SP 800-38D (section 8.3) allows 2^32 before two nonces might meet. A counter would have to survive reloads, and be
 * kept apart between members.
 */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * What a sealed text is bound to: it opens only with every part the same. Parts are told apart by JSON's own quoting.
 */
export type Context = readonly (string | number | null)[];

/** Whether a text claims to be sealed. */
export function isSealed(text: string): boolean {
  return text.startsWith(PREFIX);
}

/**
 * Seals bytes with AES-256-GCM.
 * Not WebCrypto's: that is missing on plain-http pages, as a server in one's own network serves them.
 * @param key 32 bytes
 */
export function sealBytes(
  key: Uint8Array,
  context: Context,
  content: Uint8Array,
  random: RandomBytes,
): string {
  const nonce = random(new Uint8Array(NONCE_BYTES));
  const sealed = gcm(key, nonce, bytesOf(context)).encrypt(content);
  const whole = new Uint8Array(NONCE_BYTES + sealed.length);
  whole.set(nonce);
  whole.set(sealed, NONCE_BYTES);
  return PREFIX + toBase64url(whole);
}

/** @returns null for what was not sealed with this key for this context, or was altered since */
export function openBytes(key: Uint8Array, context: Context, text: string): Uint8Array | null {
  if (!isSealed(text)) return null;
  try {
    const whole = fromBase64url(text.slice(PREFIX.length));
    // The last character may carry bits of no byte: there is one way only to write a sealed text.
    if (PREFIX + toBase64url(whole) !== text) return null;
    return gcm(key, whole.subarray(0, NONCE_BYTES), bytesOf(context)).decrypt(whole.subarray(NONCE_BYTES));
  } catch {
    return null;
  }
}

/** Most bytes that fit into a sealed text. @param length of the text, in characters */
export function roomInside(length: number): number {
  return Math.floor(((length - PREFIX.length) * 3) / 4) - NONCE_BYTES - TAG_BYTES;
}

function bytesOf(context: Context): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(['porthole v1', ...context]));
}
