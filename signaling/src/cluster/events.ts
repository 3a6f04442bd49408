import * as v from 'valibot';
import { peerInfo, type PeerInfo } from '../../protocol/index.ts';

const version = v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number));

/** A member's info as it stands in Redis. */
export const storedInfo = v.pipe(v.string(), v.parseJson(), peerInfo);

const setEvent = v.object({
  op: v.literal('set'),
  room: v.string(),
  id: v.string(),
  n: v.string(),
  i: storedInfo,
  v: version,
  fresh: v.number(),
});
const delEvent = v.object({
  op: v.literal('del'),
  room: v.string(),
  id: v.string(),
  v: version,
  reason: v.picklist(['left', 'lost']),
});
const event = v.pipe(v.string(), v.parseJson(), v.variant('op', [setEvent, delEvent]));

/** A change in a room, told by the script that made it. */
export type RoomEvent = v.InferOutput<typeof event>;

/** Reads an event; null for anything else. */
export function readEvent(message: Buffer): RoomEvent | null {
  const result = v.safeParse(event, message.toString('utf8', 1));
  return result.success ? result.output : null;
}

const rosterEntry = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ id: v.string(), n: v.string(), i: storedInfo }),
);

/** Reads the roster that a script answers with. */
export function readRoster(entries: readonly unknown[]): { node: string; info: PeerInfo }[] {
  return entries.map((entry) => {
    const { n, i } = v.parse(rosterEntry, entry);
    return { node: n, info: i };
  });
}
