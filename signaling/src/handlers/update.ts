import type { PeerInfo } from '../../protocol/index.ts';
import type { Client } from '../client.ts';
import { tellOthers } from '../presence.ts';
import type { Service } from '../service.ts';
import type { MessageOf } from './message-of.ts';

/** Changes what the others see of a member; a field that is not sent stays as it was. */
export function update(service: Service, client: Client, message: MessageOf<'update'>): void {
  const { member } = client;
  if (member?.room.id !== message.room) return client.refuse('not-in-room', { ref: 'update' });
  const { name = member.info.name, sharing = member.info.sharing } = message;
  const info: PeerInfo = { id: member.id };
  if (name !== undefined) info.name = name;
  if (sharing !== undefined) info.sharing = sharing;
  if (member.info.chat !== undefined) info.chat = member.info.chat;
  member.info = info;
  tellOthers(member, { type: 'peer-updated', peer: info });
  service.cluster?.describe(member);
  service.metrics.message('update');
}
