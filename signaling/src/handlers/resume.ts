import { enterRoom, leaveRoom } from '../addresses.ts';
import type { Client } from '../client.ts';
import type { Member } from '../rooms.ts';
import type { Service } from '../service.ts';
import type { MessageOf } from './message-of.ts';
import { membership } from './membership.ts';

/**
 * Gives a client its place back: what came in the meantime follows `resumed`, in order.
 * A socket that still holds the place (half-open, as a rule) is closed. Without a place the client may join afresh.
 */
export function resume(service: Service, client: Client, message: MessageOf<'join'>): void {
  const member = message.session ? service.rooms.claim(message.room, message.id, message.session) : null;
  service.metrics.resume(member ? 'resumed' : 'no-session');
  if (!member) return client.refuse('no-session', { ref: 'join' });
  const previous = member.wire;
  take(client, member);
  client.tell({ type: 'resumed', ...membership(service, member) });
  previous.yieldTo(client);
  service.log.info({ event: 'resume', room: member.room.tag, peer: member.id });
}

function take(client: Client, member: Member): void {
  leaveRoom(member.address, member.room.id);
  enterRoom(client.address, member.room.id);
  member.address = client.address;
  member.wire = client;
  client.member = member;
}
