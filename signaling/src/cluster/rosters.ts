import { leaveRoom } from '../addresses.ts';
import { tellIfChanged } from '../hosting.ts';
import { roomState, tellOthers } from '../presence.ts';
import type { Member, Room, Rooms, Wire } from '../rooms.ts';
import type { RosterEvent } from './events.ts';
import type { Passage } from './passage.ts';
import type { RemoteMember } from './port.ts';
import { RemoteWire, type Publish } from './remote-wire.ts';

/** Where somebody is, and what it is, after a change. */
type Placed = Pick<Extract<RosterEvent, { op: 'set' }>, 'n' | 'i' | 'v' | 'fresh' | 'r'>;

/** Keeps the members on other nodes in this node's rooms, as Redis tells of them. */
export class Rosters {
  readonly #rooms: Rooms;
  readonly #publish: Publish;
  readonly #passage: Passage;

  constructor(rooms: Rooms, publish: Publish, passage: Passage) {
    this.#rooms = rooms;
    this.#publish = publish;
    this.#passage = passage;
  }

  /**
   * Fills the room of a member that has just come here with those who are on other nodes; whoever is known already stays
   * as it is. The other members here are told, for the events that would tell them say nothing new after this.
   * @param version of the room when that was so
   */
  fill(newcomer: Member, others: readonly RemoteMember[], version: number): void {
    const { room } = newcomer;
    for (const { node, info } of others) {
      if (room.members.has(info.id)) continue;
      this.#place(room, node, info, version);
      tellOthers(newcomer, { type: 'peer-joined', peer: info });
    }
  }

  /**
   * Catches up with what events should have told while they could not: who came, who moved, what has changed.
   * @param version of the room when it was so
   */
  update(room: Room, others: readonly RemoteMember[], version: number): void {
    for (const { node, info } of others) {
      const known = room.members.get(info.id) ?? null;
      if (known && (known.version > version || isAt(known, node, info))) continue;
      this.#set(room, known, { n: node, i: info, v: version, fresh: 0 });
    }
    this.#rooms.prune(room);
  }

  /** Drops the members on other nodes who are not among these. @param version of the room when it was so */
  dropOthersThan(room: Room, others: readonly RemoteMember[], version: number): void {
    const ids = new Set(others.map(({ info }) => info.id));
    for (const member of room.members.values()) {
      if (!ids.has(member.id) && member.version <= version) this.#drop(member, 'lost');
    }
  }

  /** Applies a change that another node made; tells the members here what they should know. */
  apply(event: RosterEvent): void {
    const room = this.#rooms.get(event.room);
    if (!room) return;
    const known = room.members.get(event.id) ?? null;
    // An answer may overtake an event: what is older than what is known says nothing new.
    if (known && known.version >= event.v) return;
    if (event.op === 'del' && event.held === 0) this.#vacate(known);
    else if (event.op === 'del') this.#drop(known, event.reason);
    else this.#set(room, known, event);
    this.#rooms.prune(room);
  }

  #set(room: Room, known: Member | null, event: Placed): void {
    const isFresh = event.fresh === 1;
    const member = this.#place(room, event.n, event.i, event.v, known);
    if (known) this.#moveAway(known, isFresh ? null : member, event.r);
    if (known && !isFresh) this.#follow(known.wire, member.wire);
    if (known && isFresh) tellOthers(member, { type: 'peer-left', id: member.id, reason: 'lost' });
    if (!known || isFresh) tellOthers(member, { type: 'peer-joined', peer: member.info });
    else if (JSON.stringify(known.info) !== JSON.stringify(member.info)) {
      tellOthers(member, { type: 'peer-updated', peer: member.info });
    }
  }

  /** A member of this node goes on elsewhere: what it has not got yet follows, as far as that is kept. */
  #moveAway(known: Member, next: Member | null, received: number | undefined): void {
    if (!known.address) return;
    leaveRoom(known.address, known.room.id);
    if (!next) return;
    for (const frame of known.wire.missing(received) ?? []) next.wire.send(frame);
    known.wire.yieldTo();
  }

  /** A member of other nodes has moved from one to the next. */
  #follow(before: Wire, now: Wire): void {
    if (!(before instanceof RemoteWire && now instanceof RemoteWire) || before === now) return;
    const held = before.takeHeld();
    this.#passage.follow(now, before.node);
    for (const frame of held) now.send(frame);
  }

  #drop(known: Member | null, reason: 'left' | 'lost'): void {
    if (!known || known.address) return;
    const before = roomState(known.room);
    if (!this.#rooms.remove(known)) return;
    tellOthers(known, { type: 'peer-left', id: known.id, reason });
    tellIfChanged(known.room, before);
  }

  /** A place that is kept, here or elsewhere, has gone to its owner under a new id. */
  #vacate(known: Member | null): void {
    // Back here at the same moment: it goes on until its socket ends.
    const isBack = known?.wire.local === true && known.wire.live;
    if (!known || isBack || !this.#rooms.remove(known)) return;
    if (known.address) leaveRoom(known.address, known.room.id);
    tellOthers(known, { type: 'peer-left', id: known.id, reason: 'lost' });
  }

  #place(
    room: Room,
    node: string,
    info: RemoteMember['info'],
    version: number,
    known: Member | null = null,
  ): Member {
    // It may hold something back.
    const isSame = known?.wire instanceof RemoteWire && known.wire.node === node;
    const wire = isSame ? known.wire : new RemoteWire(node, room.id, info.id, this.#publish);
    return this.#rooms.place({
      room: room.id,
      verifier: room.verifier,
      info,
      session: '',
      pass: null,
      holdsKey: false,
      address: null,
      version,
      wire,
    });
  }
}

function isAt({ wire, info }: Member, node: string, now: RemoteMember['info']): boolean {
  return wire instanceof RemoteWire && wire.node === node && JSON.stringify(info) === JSON.stringify(now);
}
