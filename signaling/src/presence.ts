import type { ServerMessage } from '../protocol/index.ts';
import { leaveRoom } from './addresses.ts';
import { others, type Member } from './rooms.ts';
import type { Service } from './service.ts';
import { Backlog } from './wire/backlog.ts';
import { textFrame } from './wire/frame.ts';

type Scope = Pick<Service, 'rooms' | 'log' | 'config' | 'cluster'>;

/** Tells everyone else in the member's room that is on this node; one frame is shared by all. */
export function tellOthers(member: Member, message: ServerMessage): void {
  const frame = textFrame(JSON.stringify(message));
  for (const other of others(member)) if (other.wire.local) other.wire.send(frame);
}

/**
 * Ends a member's stay.
 * @param reason `left` on purpose, `lost` when its socket went and did not come back
 */
export function leave(service: Scope, member: Member, reason: 'left' | 'lost'): void {
  if (!service.rooms.remove(member)) return;
  if (member.address) leaveRoom(member.address, member.room.id);
  tellOthers(member, { type: 'peer-left', id: member.id, reason });
  service.cluster?.release(member, reason);
  service.log.info({ event: reason, room: member.room.tag, peer: member.id });
}

/**
 * Keeps the place of a member whose socket is gone. Whoever fills its backlog to the limit ends its stay:
 * a client that came back to a gap would not know what it missed.
 * @param ttl ms until the place is given up
 * @param unsent what was on its way when the socket went
 */
export function hold(service: Scope, member: Member, ttl: number, unsent: readonly Buffer[]): void {
  const end = (): void => {
    if (member.wire === backlog) leave(service, member, 'lost');
  };
  const backlog = new Backlog(service.config.limits, end);
  member.wire = backlog;
  for (const frame of unsent) backlog.send(frame);
  service.cluster?.describe(member);
  service.log.info({ event: 'hold', room: member.room.tag, peer: member.id, ttl });
  setTimeout(end, ttl).unref();
}
