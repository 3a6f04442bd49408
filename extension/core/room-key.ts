import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64url, toBase64url } from './base64url.ts';
import { PortholeError } from './faults.ts';
import { foundedRoomId } from './host/host-key.ts';
import type { RoomLink } from './room-link.ts';

/** Fills the array with random bytes: `crypto.getRandomValues`. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;

/** A key is 128 bits, an id 96: an id only has to be unguessed in passing, the key for ever. */
const KEY_BYTES = 16;
const ID_BYTES = 12;
/** What is derived: 256 bits each. */
const DERIVED_BYTES = 32;
/** `m` in KiB: OWASP Password Storage Cheat Sheet, 2023. */
const ARGON2 = { m: 19_456, t: 2, p: 1, dkLen: DERIVED_BYTES };

/**
 * A new private room on a server, founded by a host key: its id is made of it.
 * @param phrase its members are asked for a pass phrase
 */
export function newRoomLink(origin: string, hostKey: string, random: RandomBytes, phrase = false): RoomLink {
  return {
    origin,
    room: foundedRoomId(hostKey),
    key: toBase64url(random(new Uint8Array(KEY_BYTES))),
    phrase,
  };
}

/** A new room or peer id: 16 characters. */
export function newId(random: RandomBytes): string {
  return toBase64url(random(new Uint8Array(ID_BYTES)));
}

/** What a link's key is good for; neither tells the key, nor the other. */
export interface RoomKeys {
  /** The room verifier: proves to the server that one holds the key. Base64url, 43 characters. */
  readonly auth: string;
  /** Seals what goes through the server: AES-256, base64url. */
  readonly seal: string;
}

/**
 * Derives a room's keys (HKDF-SHA-256, RFC 5869).
 * Not WebCrypto's HKDF: that is missing on a plain-http page, as a server in one's own network serves it.
 * @param key the link's fragment, base64url
 */
export function roomKeys(room: string, key: string): RoomKeys {
  return derive(room, fromBase64url(key));
}

/**
 * The same for a link that asks for a pass phrase. The phrase is stretched, so that one who has the link, and perhaps
 * the server, can try few phrases; and it is salted with the key, so that nobody can try any beforehand.
 * Argon2id with OWASP's parameters; it takes about a second, in slices, so that the page stays alive.
 * @throws PortholeError `phrase-needed` where there is none
 */
export async function roomKeysWithPhrase(room: string, key: string, phrase: string): Promise<RoomKeys> {
  const normal = phrase.normalize('NFKC').trim();
  if (normal === '') throw new PortholeError('phrase-needed');
  // Few rooms have a phrase: whoever opens another need not load what stretches one.
  const { argon2idAsync } = await import('@noble/hashes/argon2.js');
  const secret = fromBase64url(key);
  const salt = expand(secret, room, 'porthole v1 phrase salt');
  const stretched = await argon2idAsync(normal, salt, ARGON2);
  const both = new Uint8Array(secret.length + stretched.length);
  both.set(secret);
  both.set(stretched, secret.length);
  return derive(room, both);
}

/** The keys of a link, or null for an open room. @throws PortholeError `phrase-needed` */
export async function keysOfLink(link: RoomLink, phrase: string | null): Promise<RoomKeys | null> {
  if (link.key === null) return null;
  return link.phrase ? roomKeysWithPhrase(link.room, link.key, phrase ?? '') : roomKeys(link.room, link.key);
}

function derive(room: string, secret: Uint8Array): RoomKeys {
  return {
    auth: toBase64url(expand(secret, room, 'porthole v1 auth')),
    seal: toBase64url(expand(secret, room, 'porthole v1 seal')),
  };
}

function expand(secret: Uint8Array, room: string, purpose: string): Uint8Array {
  const encoder = new TextEncoder();
  return hkdf(sha256, secret, encoder.encode(room), encoder.encode(purpose), DERIVED_BYTES);
}
