import type { RoomLink } from '../../core/room-link.ts';
import { formatRoomLink } from '../../core/room-link.ts';
import type { RoomView } from '../../core/snapshot.ts';

/** What the person said: a pasted room, or a new one against the offered. */
export type Target = RoomLink | 'new';

/** The room that the next share goes into. */
export interface ShareTarget {
  readonly link: string;
  readonly room: string;
  /** Without a key: whoever knows its name can come in. */
  readonly open: boolean;
  /** Its link asks for a pass phrase. */
  readonly phrase: boolean;
  /** The room of the share before, not one that was pasted. */
  readonly again: boolean;
}

/**
 * Where the next share goes: the pasted room, else the one of the share that ended, so that its link stays good.
 * @returns null for a new room
 */
export function chooseTarget(chosen: Target | null, room: RoomView | null): ShareTarget | null {
  if (chosen === 'new') return null;
  if (chosen) {
    const { room: id, key, phrase } = chosen;
    return { link: formatRoomLink(chosen), room: id, open: key === null, phrase, again: false };
  }
  return room && { link: room.link, room: room.id, open: room.open, phrase: room.phrase, again: true };
}
