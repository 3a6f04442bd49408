import { NAME_LENGTH } from '@porthole/signaling/protocol';
import { toBase64url } from '../base64url.ts';
import type { RandomBytes } from '../room-key.ts';
import { openBytes, roomInside, sealBytes } from './envelope.ts';

/**
 * What a member says of itself when it comes in, sealed, in the place of its name: the nonce of its stay, and its name.
 * Who cannot say one does not hold the key.
 */
export interface Hello {
  /** Random, for one stay in the room: what was sealed for a former stay opens no more. Base64url. */
  readonly stay: string;
  /** Counts a member's hellos: an older name cannot be put back. */
  readonly edition: number;
  /** A claim, not a fact. */
  readonly name: string;
}

const STAY_BYTES = 16;
const EDITION_BYTES = 4;
const HEAD_BYTES = STAY_BYTES + EDITION_BYTES;
const HELLO_BYTES = roomInside(NAME_LENGTH);

export function newStay(random: RandomBytes): Uint8Array {
  return random(new Uint8Array(STAY_BYTES));
}

/**
 * Fills the protocol's `name` to its full length, so that the name's own length stays a secret too. A name that is too
 * long (over 141 bytes as UTF-8) loses its end.
 * @param stay from {@link newStay}
 */
export function sealHello(
  key: Uint8Array,
  room: string,
  me: string,
  hello: { readonly stay: Uint8Array; readonly edition: number; readonly name: string },
  random: RandomBytes,
): string {
  const content = new Uint8Array(HELLO_BYTES);
  content.set(hello.stay);
  new DataView(content.buffer).setUint32(STAY_BYTES, hello.edition);
  // Writes whole characters only, as many as fit. The rest stays zero.
  new TextEncoder().encodeInto(hello.name.replaceAll('\0', ''), content.subarray(HEAD_BYTES));
  return sealBytes(key, contextOf(room, me), content, random);
}

/** @returns null where it was not sealed with this key, in this room, by this member */
export function openHello(key: Uint8Array, room: string, member: string, text: string): Hello | null {
  const content = openBytes(key, contextOf(room, member), text);
  if (content?.length !== HELLO_BYTES) return null;
  const edition = new DataView(content.buffer, content.byteOffset).getUint32(STAY_BYTES);
  const name = new TextDecoder().decode(content.subarray(HEAD_BYTES)).replaceAll('\0', '');
  return { stay: toBase64url(content.subarray(0, STAY_BYTES)), edition, name };
}

const contextOf = (room: string, member: string) => ['hello', room, member];
