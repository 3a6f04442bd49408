import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64url, toBase64url } from '../base64url.ts';
import type { RandomBytes } from '../room-key.ts';

/** As a room's key: 128 bits, for ever. */
const KEY_BYTES = 16;
const DERIVED_BYTES = 32;
/** As any room id: 96 bits. */
const ID_BYTES = 12;

/** A new host key, base64url: whoever has it is the host of its room. */
export function newHostKey(random: RandomBytes): string {
  return toBase64url(random(new Uint8Array(KEY_BYTES)));
}

/** What proves the host key to the server without telling it. Base64url, 43 characters. */
export function hostVerifier(key: string): string {
  return derive(key, '', 'porthole v1 host');
}

/**
 * What proves the host key to one peer, always the same: a peer that has heard it once knows the host again, whoever
 * the server says it is.
 */
export function hostProof(key: string, room: string, peer: string): string {
  return derive(key, room, `porthole v1 host to ${peer}`);
}

/** The id of a room that says by itself who founded it: the server asks for the verifier that it is made of. */
export function foundedRoomId(key: string): string {
  const text = new TextEncoder().encode(`porthole v1 room ${hostVerifier(key)}`);
  return toBase64url(sha256(text).slice(0, ID_BYTES));
}

function derive(key: string, salt: string, purpose: string): string {
  const encoder = new TextEncoder();
  const bytes = hkdf(
    sha256,
    fromBase64url(key),
    encoder.encode(salt),
    encoder.encode(purpose),
    DERIVED_BYTES,
  );
  return toBase64url(bytes);
}
