import { leaveRoom } from './addresses.ts';
import { isBanned, bansOf, withBans } from './control.ts';
import { letIn } from './handlers/join.ts';
import type { Answer, Change, EndCode, StayEnd } from './orders.ts';
import { roomState, tellHost, tellKnocks, tellOthers, tellRoom, type RoomState } from './presence.ts';
import type { Member, Room } from './rooms.ts';
import type { Service } from './service.ts';
import { removeKnock, turnAwayWaiting } from './waiting.ts';

/** Carries a change out in a room that is on this node alone. */
export function applyChange(service: Service, room: Room, change: Change): void {
  const { control } = room;
  const before = roomState(room);
  const { ban, bans, out, answer, ...fields } = change;
  Object.assign(control, fields);
  if (fields.hostKey)
    for (const member of room.members.values()) member.holdsKey = member.id === control.host;
  if (ban !== undefined)
    control.bans = withBans(control.bans, bansOf(ban, room.members.get(ban)?.pass ?? null));
  if (bans) control.bans = withBans(control.bans, bans);
  if (ban !== undefined) tellHost(room, { type: 'banned', bans: [...control.bans] });
  for (const member of keptOut(room)) expel(service, member, 'removed');
  if (out) for (const id of out.ids) expelId(service, room, id, out.code);
  if (answer) answerWaiting(service, room.id, answer);
  tellIfChanged(room, before);
}

/** Only of what a member can see; a room that has ended has nobody left to tell. */
export function tellIfChanged(room: Room, before: RoomState): void {
  const now = roomState(room);
  if (isSameState(before, now)) return;
  tellRoom(room);
  if (now.host !== before.host) tellKnocks(room);
}

export function isSameState(one: RoomState, other: RoomState): boolean {
  return one.locked === other.locked && one.waitingRoom === other.waitingRoom && one.host === other.host;
}

/** Members whom a ban fits: all pages of the one who was removed. The host stays. */
function keptOut({ control, members }: Room): Member[] {
  return [...members.values()].filter(
    ({ id, pass }) => id !== control.host && isBanned(control.bans, id, pass),
  );
}

function expelId(service: Service, room: Room, id: string, code: EndCode): void {
  const member = room.members.get(id);
  if (member) expel(service, member, code);
}

/** Ends a member's stay on this node; the others are told, unless it is the end for all. */
export function expel(service: Service, member: Member, code: StayEnd): void {
  const { room, wire, address } = member;
  if (!service.rooms.remove(member)) return;
  if (address) leaveRoom(address, room.id);
  const reason = code === 'room-full' ? 'lost' : 'removed';
  if (code !== 'ended') tellOthers(member, { type: 'peer-left', id: member.id, reason });
  wire.expel(code);
  service.log.info({ event: code, room: room.tag, peer: member.id });
}

/** Answers those of this node who wait. */
export function answerWaiting(service: Service, room: string, { ids, code }: Answer): void {
  for (const id of ids) {
    removeKnock(service.rooms.get(room), id);
    const waiting = service.waiting.get(room, id);
    if (waiting && code === 'ok') letIn(service, waiting);
    else if (waiting && code !== 'ok') turnAwayWaiting(service, waiting, code);
  }
}
