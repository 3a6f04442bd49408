import { CLOSE_CODES } from '../../protocol/index.ts';
import type { Client } from '../client.ts';
import { leave as leaveRoom } from '../presence.ts';
import type { Service } from '../service.ts';
import type { MessageOf } from './message-of.ts';

/** Gives the place up at once and ends the connection. */
export function leave(service: Service, client: Client, message: MessageOf<'leave'>): void {
  const { member } = client;
  if (member?.room.id !== message.room) return client.refuse('not-in-room', { ref: 'leave' });
  client.member = null;
  leaveRoom(service, member, 'left');
  service.metrics.message('leave');
  client.close(CLOSE_CODES.normal, 'left');
}
