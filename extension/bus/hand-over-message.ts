import * as v from 'valibot';
import { PortholeError } from '../core/faults.ts';
import { parseRoomLink, type RoomLink } from '../core/room-link.ts';

/** How the web page at a room link hands the room over to the extension (externally_connectable). */
const handOver = v.object({ type: v.literal('open-room'), link: v.pipe(v.string(), v.maxLength(2048)) });

export type HandOver = v.InferOutput<typeof handOver>;

/**
 * Checks a message from a web page.
 * @param origin the page's own, as the browser says
 * @returns the room to open; only a page of the room's own server may ask
 * @throws PortholeError `bad-link`
 */
export function readHandOver(message: unknown, origin: string | undefined): RoomLink {
  const parsed = v.safeParse(handOver, message);
  if (!parsed.success) throw new PortholeError('bad-link');
  const link = parseRoomLink(parsed.output.link);
  if (link.origin !== origin) throw new PortholeError('bad-link');
  return link;
}
