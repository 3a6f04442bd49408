import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { RoomLink } from './room-link.ts';

/** Fills the array with random bytes: `crypto.getRandomValues`. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;

/** A key is 128 bits, an id 96: an id only has to be unguessed in passing, the key for ever. */
const KEY_BYTES = 16;
const ID_BYTES = 12;

/** A new private room on a server. */
export function newRoomLink(origin: string, random: RandomBytes): RoomLink {
  return { origin, room: newId(random), key: encode(random(new Uint8Array(KEY_BYTES))) };
}

/** A new room or peer id: 16 characters. */
export function newId(random: RandomBytes): string {
  return encode(random(new Uint8Array(ID_BYTES)));
}

/**
 * The room verifier: what proves to the server that one holds the key without telling it the key (RFC 5869).
 * Not WebCrypto's HKDF: that is missing on a plain-http page, as a server in one's own network serves it.
 * @param key the link's fragment, base64url
 * @returns base64url, 43 characters
 */
export function roomVerifier(room: string, key: string): string {
  const salt = new TextEncoder().encode(room);
  const info = new TextEncoder().encode('porthole v1 auth');
  return encode(hkdf(sha256, decode(key), salt, info, 32));
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function decode(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
