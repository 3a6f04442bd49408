import { PortholeError } from '../core/faults.ts';
import { formatFragment, formatRoomLink, parseRoomLink, type RoomLink } from '../core/room-link.ts';

/**
 * The viewer page's address for a room: `viewer.html?link=<origin>/r/<room>#<key>`. The key stays in the fragment, so
 * that a redirect rule can make the same address from a room link alone: a browser carries the fragment over.
 */
export function viewerPath(link: RoomLink): `/viewer.html?link=${string}` {
  const open = formatRoomLink({ ...link, key: null, phrase: false });
  return `/viewer.html?link=${encodeURI(open)}${formatFragment(link)}`;
}

/** Reads it back. @throws PortholeError `bad-link` */
export function linkOfViewer({ search, hash }: Pick<Location, 'search' | 'hash'>): RoomLink {
  const link = new URLSearchParams(search).get('link');
  if (link === null) throw new PortholeError('bad-link');
  return parseRoomLink(link + hash);
}
