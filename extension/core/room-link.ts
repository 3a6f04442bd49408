import { ID_PATTERN } from '@porthole/signaling/protocol';
import { PortholeError } from './faults.ts';

/** A room's address: `https://host/r/<room>#<key>`. The key never reaches a server: a browser keeps the fragment. */
export interface RoomLink {
  /** Origin of the signaling service, e.g. `https://porthole.example`. */
  readonly origin: string;
  readonly room: string;
  /** 128 random bits in base64url (22 characters), or null for an open room. */
  readonly key: string | null;
}

/** 16 bytes in base64url without padding. */
const KEY_PATTERN = /^[A-Za-z0-9_-]{22}$/;
const PATH_PATTERN = /^\/r\/([^/]+)\/?$/;
/** Far above any real link; keeps a pasted book out of the URL parser. */
const LINK_LENGTH = 2048;

/**
 * Reads a room link that came from outside: pasted, clicked, or the page's own address.
 * @throws PortholeError `bad-link`
 */
export function parseRoomLink(text: string): RoomLink {
  const trimmed = text.trim();
  if (trimmed.length > LINK_LENGTH || !URL.canParse(trimmed)) throw new PortholeError('bad-link');
  const url = new URL(trimmed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new PortholeError('bad-link');
  if (url.username || url.password) throw new PortholeError('bad-link');
  const room = PATH_PATTERN.exec(url.pathname)?.[1];
  if (!room || !ID_PATTERN.test(room)) throw new PortholeError('bad-link');
  const fragment = url.hash.slice(1);
  if (fragment && !KEY_PATTERN.test(fragment)) throw new PortholeError('bad-link');
  return { origin: url.origin, room, key: fragment || null };
}

/** The link as it is sent to others. */
export function formatRoomLink(link: RoomLink): string {
  return `${link.origin}/r/${link.room}${link.key ? `#${link.key}` : ''}`;
}
