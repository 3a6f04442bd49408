import { parseRoomLink } from '../core/room-link.ts';
import { readRecords, recall, remember, type RoomRecord } from '../core/room-memory.ts';
import type { RoomMemory } from '../rtc/host-keeper.ts';

const KEY = 'porthole.rooms';

/**
 * What a visitor without the extension keeps of a room, in the page's own storage where that is allowed. It makes no
 * rooms, so it has a host key only of one whose host has handed the role on.
 */
export function webRoomMemory(address: string): RoomMemory {
  return {
    get hostKey() {
      return change(address, {})?.hostKey ?? null;
    },
    get pass() {
      return change(address, {})?.pass ?? null;
    },
    keepHostKey: (hostKey) => void change(address, { hostKey }),
  };
}

function change(address: string, patch: Partial<RoomRecord>): RoomRecord | null {
  try {
    const link = parseRoomLink(address);
    const records = readRecords(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    const now = Date.now();
    const entry = { ...recall(records, link, now, (bytes) => crypto.getRandomValues(bytes)), ...patch };
    localStorage.setItem(KEY, JSON.stringify(remember(records, link, entry, now)));
    return entry;
  } catch {
    // A private window may keep nothing, a broken link has no room.
    return null;
  }
}
