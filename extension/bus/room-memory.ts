import { storage } from 'wxt/utils/storage';
import { newHostKey } from '../core/host/host-key.ts';
import { newRoomLink, type RandomBytes } from '../core/room-key.ts';
import type { RoomLink } from '../core/room-link.ts';
import { readRecords, recall, remember, type RoomRecord } from '../core/room-memory.ts';
import type { RoomMemory } from '../rtc/host-keeper.ts';

/** Host keys and passes: on this device alone, in every context but the offscreen document (which has no storage). */
const roomsItem = storage.defineItem<unknown>('local:rooms', { fallback: {} });

/** The web's own mutex: what is read is not overwritten by another page before it is written. */
const ROOMS_LOCK = 'rooms';

const random: RandomBytes = (bytes) => crypto.getRandomValues(bytes);

/** Makes a room, and this device its host. @param phrase its members are asked for a pass phrase */
export async function foundRoom(origin: string, phrase = false): Promise<RoomLink> {
  const hostKey = newHostKey(random);
  const link = newRoomLink(origin, hostKey, random, phrase);
  await change(link, { hostKey });
  return link;
}

/** What is kept of a room; from now on it is. */
export function recallRoom(link: RoomLink): Promise<RoomRecord> {
  return change(link, {});
}

export async function keepHostKey(link: RoomLink, hostKey: string | null): Promise<void> {
  await change(link, { hostKey });
}

/** The same for a page's own client. @param readLink a link that cannot be read has no room to remember */
export async function openRoomMemory(readLink: () => RoomLink): Promise<RoomMemory> {
  try {
    const link = readLink();
    const { hostKey, pass } = await recallRoom(link);
    return roomMemory(hostKey, pass, (key) => void keepHostKey(link, key));
  } catch {
    return roomMemory(null, null, () => undefined);
  }
}

/** A client that leaves and comes back finds the key that it was given meanwhile. */
function roomMemory(
  first: string | null,
  pass: string | null,
  keep: (hostKey: string | null) => void,
): RoomMemory {
  let hostKey = first;
  return {
    pass,
    get hostKey() {
      return hostKey;
    },
    keepHostKey(key) {
      hostKey = key;
      keep(key);
    },
  };
}

function change(link: RoomLink, patch: Partial<RoomRecord>): Promise<RoomRecord> {
  return navigator.locks.request(ROOMS_LOCK, async () => {
    const records = readRecords(await roomsItem.getValue());
    const now = Date.now();
    const entry = { ...recall(records, link, now, random), ...patch };
    await roomsItem.setValue(remember(records, link, entry, now));
    return entry;
  });
}
