import * as v from 'valibot';
import { peerInfo, type PeerInfo } from '../../protocol/index.ts';
import type { Control } from '../control.ts';

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
  /** Messages that the member has got before it moved; from there on the node that it leaves passes on. */
  r: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});
const delEvent = v.object({
  op: v.literal('del'),
  room: v.string(),
  id: v.string(),
  v: version,
  reason: v.picklist(['left', 'lost']),
  /** 0: the node that keeps the place keeps it no more; it was given to its owner under a new id */
  held: v.optional(v.literal(0)),
});

/** A room's {@link Control} as it stands in Redis. Lua's JSON knows no empty list. */
const texts = v.array(v.string());
const storedControl = v.pipe(
  v.object({
    locked: v.boolean(),
    waitingRoom: v.boolean(),
    host: v.string(),
    key: v.string(),
    bans: texts,
    expected: texts,
    v: version,
  }),
  v.transform(({ host, key, v: version, ...rest }): Control => {
    return { ...rest, version, host: host || null, hostKey: key ? Buffer.from(key, 'hex') : null };
  }),
);
const end = v.picklist(['denied', 'removed', 'ended']);
const roomOps = { room: v.string(), id: v.string() };
/** Who may come in, or who decides that, has changed. */
const roomEvent = v.object({ op: v.literal('room'), room: v.string(), c: storedControl });
/** The host has ended somebody's stay. */
const outEvent = v.object({ op: v.literal('out'), ...roomOps, v: version, code: end });
const knockEvent = v.object({ op: v.literal('knock'), room: v.string(), i: storedInfo });
const knockGoneEvent = v.object({ op: v.literal('knock-gone'), ...roomOps });
/** To the node where somebody waits. */
const answerEvent = v.object({ op: v.literal('answer'), ...roomOps, code: v.union([v.literal('ok'), end]) });
const event = v.pipe(
  v.string(),
  v.parseJson(),
  v.variant('op', [setEvent, delEvent, roomEvent, outEvent, knockEvent, knockGoneEvent, answerEvent]),
);

/** A change in a room, told by the script that made it. */
export type RoomEvent = v.InferOutput<typeof event>;
/** A change of who is there. */
export type RosterEvent = Extract<RoomEvent, { op: 'set' | 'del' }>;
/** A change that the host has made, or that the host is told. */
export type HostEvent = Exclude<RoomEvent, RosterEvent>;

/** Reads an event; null for anything else. */
export function readEvent(message: Buffer): RoomEvent | null {
  const result = v.safeParse(event, message.toString('utf8', 1));
  return result.success ? result.output : null;
}

/** Reads a room's state that a script answers with. */
export function readControl(text: string): Control {
  return v.parse(v.pipe(v.string(), v.parseJson(), storedControl), text);
}

/** Reads those who wait, of whom a script answers. */
export function readKnocks(text: string): PeerInfo[] {
  return v.parse(v.pipe(v.string(), v.parseJson(), v.array(storedInfo)), text);
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
