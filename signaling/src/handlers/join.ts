import { randomBytes } from 'node:crypto';
import { CLOSE_CODES, type ErrorCode, type PeerInfo } from '../../protocol/index.ts';
import { enterRoom, isAtRoomLimit, leaveRoom } from '../addresses.ts';
import type { Client } from '../client.ts';
import { tellOthers } from '../presence.ts';
import type { Member } from '../rooms.ts';
import type { Service } from '../service.ts';
import { membership } from './membership.ts';
import type { MessageOf } from './message-of.ts';
import { resume } from './resume.ts';

type Join = MessageOf<'join'>;

/** 256 bits: whoever has it has the place. */
const SESSION_BYTES = 32;

/** Takes a client into a room, afresh or, with `resume`, at the place that its session still holds. */
export function join(service: Service, client: Client, message: Join): void {
  if (client.member) return client.refuse('bad-message', { ref: 'join', message: 'already joined' });
  if (message.resume === true) return resume(service, client, message);
  const { address } = client;
  if (isAtRoomLimit(address, message.room, service.config.limits)) {
    return turnAway(client, 'rate-limited', 'too many rooms from this address');
  }
  if (address.limited && address.keyFailures.isEmpty(service.clock.tick)) {
    return turnAway(client, 'rate-limited', 'too many wrong keys from this address');
  }
  const result = service.rooms.join({
    room: message.room,
    info: infoOf(message),
    auth: message.auth ?? null,
    session: randomBytes(SESSION_BYTES).toString('base64url'),
    address,
    wire: client,
  });
  if (!result.ok) {
    if (result.code === 'wrong-key') address.keyFailures.take(service.clock.tick);
    return turnAway(client, result.code);
  }
  welcome(service, client, result.member, result.replaced);
}

function welcome(service: Service, client: Client, member: Member, replaced: Member | null): void {
  client.member = member;
  enterRoom(client.address, member.room.id);
  client.tell({ type: 'joined', ...membership(service, member) });
  if (replaced) {
    leaveRoom(replaced.address, member.room.id);
    tellOthers(member, { type: 'peer-left', id: replaced.id, reason: 'lost' });
  }
  tellOthers(member, { type: 'peer-joined', peer: member.info });
  service.log.info({ event: 'join', room: member.room.tag, peer: member.id, size: member.room.members.size });
}

/** A refused join ends the connection: a client that tries again starts over, at the price of a connection. */
function turnAway(client: Client, code: ErrorCode, message?: string): void {
  client.refuse(code, { ref: 'join', ...(message === undefined ? {} : { message }) });
  client.close(CLOSE_CODES.refused, code);
}

function infoOf(message: Join): PeerInfo {
  return { id: message.id, ...(message.name === undefined ? {} : { name: message.name }) };
}
