import { ID_PATTERN } from '@porthole/signaling/protocol';
import { PortholeError } from './faults.ts';

/** A room's address: `https://host/r/<room>#<key>`. The key never reaches a server: a browser keeps the fragment. */
export interface RoomLink {
  /** Origin of the signaling service, e.g. `https://porthole.example`. */
  readonly origin: string;
  readonly room: string;
  /** 128 random bits in base64url (22 characters), or null for an open room. */
  readonly key: string | null;
  /** The key opens the room only together with a pass phrase, which the link does not tell. */
  readonly phrase: boolean;
}

/** 16 bytes in base64url without padding, and the mark of a pass phrase. */
const FRAGMENT_PATTERN = /^([A-Za-z0-9_-]{22})(\.p)?$/;
/** What stands in an address whose key was taken out: without any mark it would name an open room. */
const BURNT = 'burnt';
const PATH_PATTERN = /^\/r\/([^/]+)\/?$/;
/** Far above any real link; keeps a pasted book out of the URL parser. */
const LINK_LENGTH = 2048;

/**
 * Reads a room link that came from outside: pasted, clicked, or the page's own address.
 * @throws PortholeError `bad-link`, `link-burnt`
 */
export function parseRoomLink(text: string): RoomLink {
  const trimmed = text.trim();
  if (trimmed.length > LINK_LENGTH || !URL.canParse(trimmed)) throw new PortholeError('bad-link');
  const url = new URL(trimmed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new PortholeError('bad-link');
  if (url.username || url.password) throw new PortholeError('bad-link');
  const room = PATH_PATTERN.exec(url.pathname)?.[1];
  if (!room || !ID_PATTERN.test(room)) throw new PortholeError('bad-link');
  return { origin: url.origin, room, ...readFragment(url.hash.slice(1)) };
}

function readFragment(fragment: string): Pick<RoomLink, 'key' | 'phrase'> {
  if (fragment === '') return { key: null, phrase: false };
  if (fragment === BURNT) throw new PortholeError('link-burnt');
  const [, key, phrase] = FRAGMENT_PATTERN.exec(fragment) ?? [];
  if (key === undefined) throw new PortholeError('bad-link');
  return { key, phrase: phrase !== undefined };
}

/** The link as it is sent to others. */
export function formatRoomLink(link: RoomLink): string {
  return `${link.origin}/r/${link.room}${formatFragment(link)}`;
}

/** What follows the room in a link: `#` and the key, or nothing for an open room. */
export function formatFragment({ key, phrase }: Pick<RoomLink, 'key' | 'phrase'>): string {
  return key === null ? '' : `#${key}${phrase ? '.p' : ''}`;
}

/** An address with its key taken out, for good: opened again, it asks for the link. */
export function burn(address: string): string {
  return `${address.replace(/#.*$/, '')}#${BURNT}`;
}
