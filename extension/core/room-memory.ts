import * as v from 'valibot';
import { newId, type RandomBytes } from './room-key.ts';
import type { RoomLink } from './room-link.ts';

/** What is kept of a room from one visit to the next, on this device alone. */
const record = v.object({
  /** Makes its owner the room's host; null where somebody else is. */
  hostKey: v.nullable(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/))),
  /** Random, told to the room's server alone: what a removal by the host holds on to. */
  pass: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16}$/)),
  /** ms since the epoch when it is forgotten */
  until: v.number(),
});

export type RoomRecord = v.InferOutput<typeof record>;
export type RoomRecords = Readonly<Record<string, RoomRecord>>;

/** A room that was not visited for so long is forgotten, in ms: 30 days. */
const LIFE_MS = 30 * 24 * 3600 * 1000;
/** Of more rooms than that those are forgotten that were not visited for longest. */
const MOST_ROOMS = 100;

/** What storage holds, without what is broken. */
export function readRecords(stored: unknown): RoomRecords {
  const entries = v.safeParse(v.record(v.string(), v.unknown()), stored);
  if (!entries.success) return {};
  const whole = Object.entries(entries.output).flatMap(([room, entry]) => {
    const read = v.safeParse(record, entry);
    return read.success ? [[room, read.output] as const] : [];
  });
  return Object.fromEntries(whole);
}

/** What is known of a room; made up for one that is new, or forgotten. @param now ms since the epoch */
export function recall(records: RoomRecords, link: RoomLink, now: number, random: RandomBytes): RoomRecord {
  const known = records[nameOf(link)];
  if (known && known.until > now) return { ...known, until: now + LIFE_MS };
  return { hostKey: null, pass: newId(random), until: now + LIFE_MS };
}

/** The records with one more, less what has had its time. */
export function remember(records: RoomRecords, link: RoomLink, entry: RoomRecord, now: number): RoomRecords {
  const alive = Object.entries({ ...records, [nameOf(link)]: entry })
    .filter(([, { until }]) => until > now)
    .toSorted(([, left], [, right]) => right.until - left.until);
  return Object.fromEntries(alive.slice(0, MOST_ROOMS));
}

/** The same room on another server is another room. The key is left out: it need not be kept. */
function nameOf({ origin, room }: RoomLink): string {
  return `${origin}/r/${room}`;
}
