import type { ServerMessage } from '../protocol/index.ts';
import { leaveRoom } from './addresses.ts';
import { expectBack } from './control.ts';
import { others, type Member, type Room } from './rooms.ts';
import type { Service } from './service.ts';
import { Backlog } from './wire/backlog.ts';
import type { SentLog } from './wire/sent-log.ts';
import { textFrame } from './wire/frame.ts';

/** Tells everyone else in the member's room that is on this node; one frame is shared by all. */
export function tellOthers(member: Member, message: ServerMessage): void {
  const frame = textFrame(JSON.stringify(message));
  for (const other of others(member)) if (other.wire.local) other.wire.notify(frame);
}

export type RoomState = Omit<Extract<ServerMessage, { type: 'room-updated' }>, 'type'>;

/** What every member is told about who may come in. */
export function roomState({ control }: Room): RoomState {
  const { locked, waitingRoom, host } = control;
  return { locked, waitingRoom, host };
}

/** Tells every member of the room that is on this node. */
export function tellRoom(room: Room): void {
  const frame = textFrame(JSON.stringify({ type: 'room-updated', ...roomState(room) }));
  for (const { wire } of room.members.values()) if (wire.local) wire.notify(frame);
}

/** Tells the host, if it is on this node. */
export function tellHost({ control, members }: Room, message: ServerMessage): void {
  const wire = control.host === null ? undefined : members.get(control.host)?.wire;
  if (wire?.local) wire.send(textFrame(JSON.stringify(message)));
}

/**
 * Ends a member's stay.
 * @param reason `left` on purpose, `lost` when its socket went and did not come back
 */
export function leave(service: Service, member: Member, reason: 'left' | 'lost'): void {
  const { room } = member;
  const wasHost = room.control.host === member.id;
  if (!service.rooms.remove(member)) return;
  if (reason === 'lost') expectBack(room.control, member.id, member.pass);
  if (member.address) leaveRoom(member.address, room.id);
  tellOthers(member, { type: 'peer-left', id: member.id, reason });
  if (service.cluster) service.cluster.release(member, reason);
  else if (room.members.size === 0) service.waiting.close(service, room.id);
  if (wasHost && room.members.size > 0) {
    tellRoom(room);
    tellKnocks(room);
  }
  service.log.info({ event: reason, room: member.room.tag, peer: member.id });
}

/** A host that is new here learns who waits. */
export function tellKnocks(room: Room): void {
  for (const peer of room.knocks.values()) tellHost(room, { type: 'knock', peer });
}

/** What a lost socket was sent. */
export interface Sent {
  readonly log: SentLog;
  /** Messages of it that the socket had taken. */
  readonly written: number;
}

/**
 * Keeps the place of a member whose socket is gone. Whoever fills its backlog to the limit ends its stay:
 * a client that came back to a gap would not know what it missed.
 * @param ttl ms until the place is given up
 */
export function hold(service: Service, member: Member, ttl: number, { log, written }: Sent): void {
  const end = (): void => {
    if (member.wire === backlog) leave(service, member, 'lost');
  };
  const backlog = new Backlog(service.config.limits, log, written, end);
  member.wire = backlog;
  service.cluster?.describe(member);
  service.log.info({ event: 'hold', room: member.room.tag, peer: member.id, ttl });
  setTimeout(end, ttl).unref();
}
