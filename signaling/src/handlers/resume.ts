import { enterRoom, leaveRoom } from '../addresses.ts';
import type { Client } from '../client.ts';
import type { Cluster } from '../cluster/port.ts';
import { hold, leave } from '../presence.ts';
import type { Member } from '../rooms.ts';
import type { Service } from '../service.ts';
import { SentLog } from '../wire/sent-log.ts';
import { membership } from './membership.ts';
import type { MessageOf } from './message-of.ts';

/**
 * Gives a client its place back: what came in the meantime follows `resumed`, in order.
 * With `received` that starts after the last message that the client has got: a socket that still holds the place is
 * half-open as a rule, and swallowed what was written to it. It is closed. Without a place the client may join afresh.
 * @returns a promise where other nodes have to be asked
 */
export function resume(service: Service, client: Client, message: MessageOf<'join'>): void | Promise<void> {
  const { room, id, session, received } = message;
  const member = session ? service.rooms.claim(room, id, session) : null;
  if (member) return resumeHere(service, client, member, received);
  if (!session || !service.cluster) return refuseResume(service, client);
  return resumeFromCluster(service, service.cluster, client, {
    room,
    id,
    session,
    received: received ?? null,
  });
}

function resumeHere(service: Service, client: Client, member: Member, received: number | undefined): void {
  const previous = member.wire;
  const missing = previous.missing(received);
  if (!missing) {
    // Nobody comes back to a gap. The place is free at once: its owner joins afresh.
    previous.yieldTo();
    leave(service, member, 'lost');
    return refuseResume(service, client);
  }
  if (member.address) leaveRoom(member.address, member.room.id);
  member.address = client.address;
  member.wire = client;
  welcomeBack(service, client, member);
  previous.yieldTo();
  for (const frame of missing) client.send(frame);
  service.cluster?.describe(member);
}

/** The place was on another node: it moves here, and what was kept for it follows from there. */
async function resumeFromCluster(
  service: Service,
  cluster: Cluster,
  client: Client,
  { room, id, session, received }: { room: string; id: string; session: string; received: number | null },
): Promise<void> {
  const claim = await cluster.claim({
    room,
    info: { id },
    auth: null,
    host: null,
    pass: null,
    session,
    resume: true,
    received,
    mayCreate: false,
  });
  if (!claim.ok) return refuseResume(service, client);
  const { verifier, version, info, pass, holdsKey } = claim;
  const { address } = client;
  const member = service.rooms.place({
    room,
    verifier,
    info,
    session,
    pass,
    holdsKey,
    address,
    version,
    wire: client,
  });
  claim.fill();
  welcomeBack(service, client, member);
  // Its socket has gone meanwhile: what settles is kept for its next one.
  if (!client.live) {
    hold(service, member, service.config.timing.resumeTtl, { log: new SentLog(), written: 1 });
  }
  claim.settle();
}

function welcomeBack(service: Service, client: Client, member: Member): void {
  enterRoom(client.address, member.room.id);
  client.tell({ type: 'resumed', ...membership(service, member) });
  client.member = member;
  service.metrics.resume('resumed');
  service.log.info({ event: 'resume', room: member.room.tag, peer: member.id });
}

function refuseResume(service: Service, client: Client): void {
  service.metrics.resume('no-session');
  client.refuse('no-session', { ref: 'join' });
}
