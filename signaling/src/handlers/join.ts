import { randomBytes } from 'node:crypto';
import { CLOSE_CODES, type ErrorCode, type PeerInfo } from '../../protocol/index.ts';
import { enterRoom, isAtRoomLimit, leaveRoom } from '../addresses.ts';
import type { Client } from '../client.ts';
import type { Cluster } from '../cluster/port.ts';
import { passTag } from '../control.ts';
import { problemOf } from '../log.ts';
import { leave, roomState, tellKnocks, tellOthers } from '../presence.ts';
import type { JoinRequest, Member } from '../rooms.ts';
import type { Service } from '../service.ts';
import { beginWait, wait, type Waiting } from '../waiting.ts';
import { membership } from './membership.ts';
import type { MessageOf } from './message-of.ts';
import { resume } from './resume.ts';

type Join = MessageOf<'join'>;

/** 256 bits: whoever has it has the place. */
const SESSION_BYTES = 32;

/**
 * Takes a client into a room, afresh or, with `resume`, at the place that its session still holds.
 * @returns a promise where something has to be asked first; the client's further messages wait for it
 */
export function join(service: Service, client: Client, message: Join): void | Promise<void> {
  if (client.member || client.waiting)
    return client.refuse('bad-message', { ref: 'join', message: 'already joined' });
  if (message.resume === true) return resume(service, client, message);
  const { address } = client;
  if (isAtRoomLimit(address, message.room, service.config.limits)) {
    return turnAway(client, 'rate-limited', 'too many rooms from this address');
  }
  if (address.limited && address.keyFailures.isEmpty(service.clock.tick)) {
    return turnAway(client, 'rate-limited', 'too many wrong keys from this address');
  }
  const { access, cluster } = service;
  if (!access && !cluster) return admit(service, client, requestOf(client, message, true));
  return (async () => {
    const mayCreate = access === null || (await access.permits(message.token));
    const request = requestOf(client, message, mayCreate);
    if (cluster) await admitFromCluster(service, cluster, client, request);
    else if (client.live) admit(service, client, request);
  })();
}

function requestOf(client: Client, message: Join, mayCreate: boolean): JoinRequest {
  return {
    room: message.room,
    info: infoOf(message),
    auth: message.auth ?? null,
    host: message.host ?? null,
    pass: passTag(message.pass),
    session: randomBytes(SESSION_BYTES).toString('base64url'),
    address: client.address,
    wire: client,
    mayCreate,
  };
}

function admit(service: Service, client: Client, request: JoinRequest): void {
  const hostBefore = service.rooms.get(request.room)?.control.host ?? null;
  const result = service.rooms.join(request);
  if (!result.ok && result.code === 'waiting') {
    const refused = wait(service, result.room, client, request);
    return refused === null ? undefined : turnAway(client, refused);
  }
  if (!result.ok) return refuseJoin(service, client, result.code);
  const { member, replaced, vacated } = result;
  for (const gone of [replaced, vacated]) if (gone?.address) leaveRoom(gone.address, member.room.id);
  if (vacated) tellOthers(member, { type: 'peer-left', id: vacated.id, reason: 'lost' });
  welcome(service, client, member, replaced !== null);
  if (member.room.control.host === hostBefore) return;
  tellOthers(member, { type: 'room-updated', ...roomState(member.room) });
  tellKnocks(member.room);
}

/** The host says yes: whoever waited comes in, if there is a place. */
export function letIn(service: Service, waiting: Waiting): void {
  const { client, request } = waiting;
  service.waiting.remove(waiting);
  if (!service.cluster) return admit(service, client, request);
  admitFromCluster(service, service.cluster, client, request).catch((error: unknown) => {
    service.log.warn({ event: 'join-failed', problem: problemOf(error) });
    client.close(CLOSE_CODES.tryLater, 'try again later');
  });
}

/** Where the room may have members on other nodes, Redis decides. */
async function admitFromCluster(
  service: Service,
  cluster: Cluster,
  client: Client,
  request: JoinRequest,
): Promise<void> {
  const claim = await cluster.claim({ ...request, resume: false, received: null });
  if (!claim.ok && claim.code === 'waiting') {
    if (client.live) return beginWait(service, client, request);
    return cluster.unknock(request.room, request.info.id);
  }
  if (!claim.ok) return refuseJoin(service, client, claim.code);
  const { verifier, version, holdsKey } = claim;
  const previous = service.rooms.get(request.room)?.members.get(request.info.id);
  if (previous?.address) leaveRoom(previous.address, request.room);
  const member = service.rooms.place({ ...request, verifier, version, holdsKey });
  claim.fill();
  if (client.live) welcome(service, client, member, claim.replaced);
  else enterRoom(client.address, request.room);
  claim.settle();
  if (member.room.control.host === member.id) tellKnocks(member.room);
  if (!client.live) leave(service, member, 'left');
}

function welcome(service: Service, client: Client, member: Member, hasReplaced: boolean): void {
  enterRoom(client.address, member.room.id);
  client.tell({ type: 'joined', ...membership(service, member) });
  client.member = member;
  if (hasReplaced) tellOthers(member, { type: 'peer-left', id: member.id, reason: 'lost' });
  tellOthers(member, { type: 'peer-joined', peer: member.info });
  service.metrics.message('join');
  service.log.info({ event: 'join', room: member.room.tag, peer: member.id, size: member.room.members.size });
}

function refuseJoin(service: Service, client: Client, code: ErrorCode): void {
  if (code === 'wrong-key') client.address.keyFailures.take(service.clock.tick);
  turnAway(client, code);
}

/** A refused join ends the connection: a client that tries again starts over, at the price of a connection. */
function turnAway(client: Client, code: ErrorCode, message?: string): void {
  client.refuse(code, { ref: 'join', ...(message === undefined ? {} : { message }) });
  client.close(CLOSE_CODES.refused, code);
}

function infoOf(message: Join): PeerInfo {
  const { id, name, chat } = message;
  return { id, ...(name === undefined ? {} : { name }), ...(chat === undefined ? {} : { chat }) };
}
