import type { ErrorCode, PeerInfo } from '../protocol/index.ts';
import type { Address } from './addresses.ts';
import { createControl, knockAt, provesHost, type Control } from './control.ts';
import type { StayEnd } from './orders.ts';
import { digest, sameSecret } from './secret.ts';

/** Where a member's frames go: its socket, or what keeps them until it is back. */
export interface Wire {
  /** True when a socket is behind it. */
  readonly live: boolean;
  /** False when it leads to another node. */
  readonly local: boolean;
  send(frame: Buffer): void;
  /** The same for news that `resumed` tells anew: what of it a half-open socket swallows is not sent again. */
  notify(frame: Buffer): void;
  /**
   * What was sent to the member and did not reach it.
   * @param received messages that its client has got since its last `joined` or `resumed`, that one included; without it,
   *   what its socket took counts
   * @returns null when some of it is not kept any more
   */
  missing(received?: number): readonly Buffer[] | null;
  /** Gives the member up to the socket that took its place again. */
  yieldTo(): void;
  /** The host has ended the stay: its client, if one is behind this, is told how and put out. */
  expel(code: StayEnd): void;
}

/** One room: who is in it, and the key that it was made with. */
export interface Room {
  readonly id: string;
  /** The id in quotes, as it stands in messages. */
  readonly quoted: string;
  /** Stands for the id in the log: who knows the id of an open room may enter it. */
  readonly tag: string;
  /** Digest of the verifier that the first member brought; null in a room that is open to all. */
  readonly verifier: Buffer | null;
  readonly members: Map<string, Member>;
  /** Who may come in, and who decides that. */
  readonly control: Control;
  /** Those who wait to be let in, as the host sees them. */
  readonly knocks: Map<string, PeerInfo>;
}

/** A place in a room; it outlives a lost socket. */
export interface Member {
  readonly room: Room;
  readonly id: string;
  /** What a relay from it ends with, in place of the closing brace. */
  readonly signature: string;
  /** What the others see. */
  info: PeerInfo;
  /** The secret that the place is claimed with again. */
  readonly session: string;
  /** What is kept of its pass, see `passTag`; null for none, and for a member on another node. */
  readonly pass: string | null;
  /** It has proved the host key, and takes the role when nobody has it. */
  holdsKey: boolean;
  /** Whose limits it counts against; null for a member on another node. */
  address: Address | null;
  /** Of the last change that is known here; only among several nodes. */
  version: number;
  wire: Wire;
}

export interface JoinRequest {
  readonly room: string;
  readonly info: PeerInfo;
  readonly auth: string | null;
  readonly session: string;
  readonly address: Address;
  readonly wire: Wire;
  /** The verifier that proves the host key. */
  readonly host: string | null;
  readonly pass: string | null;
  /** Whether the room may be created for it. */
  readonly mayCreate: boolean;
}

export type JoinResult =
  | {
      readonly ok: true;
      readonly member: Member;
      readonly replaced: Member | null;
      /** A lost place of its own under another id, which it gave up in a full room. */
      readonly vacated: Member | null;
    }
  | {
      readonly ok: false;
      readonly code: Extract<
        ErrorCode,
        'room-full' | 'id-taken' | 'wrong-key' | 'locked' | 'room-locked' | 'removed'
      >;
    }
  /** Its host is to be asked. */
  | { readonly ok: false; readonly code: 'waiting'; readonly room: Room };

/** A member to be put into a room, its right to be there settled. */
export interface Placement extends Omit<JoinRequest, 'auth' | 'address' | 'mayCreate' | 'host'> {
  readonly address: Address | null;
  readonly verifier: Buffer | null;
  readonly version: number;
  readonly holdsKey: boolean;
}

/** The rooms of one process and who is in them. Pure: no clock, no socket, no timer. */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #limit: number;
  #peers = 0;

  /** @param limit members of a room */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#rooms.size;
  }

  /** Members of all rooms, those whose socket is gone included. */
  get peers(): number {
    return this.#peers;
  }

  /**
   * Takes a newcomer in. The first one sets the room's key. An id whose socket is gone may be taken afresh:
   * whoever holds the room's key may, since a client that lost its session has no other way back. In a full room a
   * newcomer takes the place of its own lost self.
   */
  join(request: JoinRequest): JoinResult {
    const known = this.#rooms.get(request.room);
    if (!known && !request.mayCreate) return { ok: false, code: 'locked' };
    const room = known ?? newRoom(request.room, request.auth === null ? null : digest(request.auth));
    if (!opens(room, request.auth)) return { ok: false, code: 'wrong-key' };
    const replaced = room.members.get(request.info.id) ?? null;
    if (replaced?.wire.live) return { ok: false, code: 'id-taken' };
    const isHost = provesHost(room.control, room.id, !known, request.host);
    const door = knockAt(room.control, {
      id: request.info.id,
      pass: request.pass,
      isHost: isHost && !hasHost(room),
      // An id is known to all who were ever in the room: past a closed door, its owner's pass is asked for as well.
      returns: replaced !== null && replaced.pass !== null && replaced.pass === request.pass,
    });
    if (door === 'waiting') return { ok: false, code: door, room };
    if (door !== 'enter') return { ok: false, code: door };
    const isFull = !replaced && room.members.size >= this.#limit;
    const vacated = isFull ? lostPlace(room, request.pass, isHost) : null;
    if (isFull && !vacated) return { ok: false, code: 'room-full' };
    if (vacated) this.remove(vacated);
    return { ok: true, member: this.#admit(room, request, replaced, isHost), replaced, vacated };
  }

  #admit(room: Room, request: JoinRequest, replaced: Member | null, isHost: boolean): Member {
    this.#rooms.set(room.id, room);
    if (replaced) room.members.delete(replaced.id);
    if (replaced?.address) this.#peers -= 1;
    const member = this.place({ ...request, verifier: room.verifier, version: 0, holdsKey: isHost });
    if (isHost && request.host !== null) takeRole(room, member.id, request.host);
    else if (replaced && room.control.host === replaced.id) room.control.host = nextHost(room);
    return member;
  }

  /** Puts a member into a room without asking; whoever stood there under its id is gone. */
  place({ room: id, verifier, ...place }: Placement): Member {
    const { info, session, pass, holdsKey, address, version, wire } = place;
    const room = this.#rooms.get(id) ?? newRoom(id, verifier);
    const previous = room.members.get(info.id);
    if (previous?.address) this.#peers -= 1;
    const signature = `,"from":"${info.id}"}`;
    const member: Member = {
      room,
      id: info.id,
      signature,
      info,
      session,
      pass,
      holdsKey,
      address,
      version,
      wire,
    };
    room.members.set(member.id, member);
    this.#rooms.set(id, room);
    if (address) this.#peers += 1;
    return member;
  }

  /** Looks a room up. */
  get(room: string): Room | undefined {
    return this.#rooms.get(room);
  }

  /** All rooms with a member on this node. */
  all(): Iterable<Room> {
    return this.#rooms.values();
  }

  /** The place that a session holds, or null when there is none (any more). */
  claim(room: string, id: string, session: string): Member | null {
    const member = this.#rooms.get(room)?.members.get(id);
    return member && sameSecret(digest(member.session), session) ? member : null;
  }

  /** Gives a place up; the last one to go closes the room. Does nothing for a place that is already given up. */
  remove(member: Member): boolean {
    const { room } = member;
    if (room.members.get(member.id) !== member) return false;
    room.members.delete(member.id);
    if (member.address) this.#peers -= 1;
    if (room.control.host === member.id) room.control.host = nextHost(room);
    this.prune(room);
    return true;
  }

  /** Forgets a room that has no member on this node. */
  prune(room: Room): void {
    for (const member of room.members.values()) if (member.address) return;
    if (this.#rooms.get(room.id) === room) this.#rooms.delete(room.id);
  }
}

/** The others in a member's room, in the order they came. */
export function others(member: Member): Member[] {
  return [...member.room.members.values()].filter((other) => other !== member);
}

function newRoom(id: string, verifier: Buffer | null): Room {
  const tag = digest(id).toString('hex', 0, 4);
  const quoted = `"${id}"`;
  return { id, quoted, tag, verifier, members: new Map(), control: createControl(), knocks: new Map() };
}

/** The role is taken where nobody has it, or nobody who is there. */
function takeRole(room: Room, id: string, verifier: string): void {
  room.control.hostKey ??= digest(verifier);
  if (!hasHost(room)) room.control.host = id;
}

function hasHost({ control, members }: Room): boolean {
  return control.host !== null && members.get(control.host)?.wire.live === true;
}

/** The place of somebody who crashed and is back under a new id: with the pass, or with the host key. */
function lostPlace({ members }: Room, pass: string | null, isHost: boolean): Member | null {
  const lost = [...members.values()].filter(({ wire }) => !wire.live && wire.local);
  const own = pass === null ? undefined : lost.find((member) => member.pass === pass);
  return own ?? (isHost ? lost.find(({ holdsKey }) => holdsKey) : undefined) ?? null;
}

/** Who has proved the key as well: the same person at another page. */
function nextHost({ members }: Room): string | null {
  return [...members.values()].find(({ holdsKey }) => holdsKey)?.id ?? null;
}

/** A room without a key is open to all; one with a key wants the same. */
function opens(room: Room, auth: string | null): boolean {
  return room.verifier === null || (auth !== null && sameSecret(room.verifier, auth));
}
