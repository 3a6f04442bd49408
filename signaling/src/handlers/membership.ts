import { PROTOCOL_VERSION, type ServerMessage } from '../../protocol/index.ts';
import { others, type Member } from '../rooms.ts';
import type { Service } from '../service.ts';
import { roomState } from '../presence.ts';
import { iceServersFor } from '../turn.ts';

/** What `joined` and `resumed` tell a member about its room. */
export function membership(
  service: Service,
  member: Member,
): Omit<Extract<ServerMessage, { type: 'joined' }>, 'type'> {
  const { config, clock } = service;
  return {
    v: PROTOCOL_VERSION,
    id: member.id,
    peers: others(member).map((other) => other.info),
    limit: config.limits.room,
    session: member.session,
    resumeTtl: config.timing.resumeTtl,
    iceServers: iceServersFor(config, member.id, clock.now),
    features: ['resume', 'update', 'host', 'chat'],
    ...roomState(member.room),
  };
}
