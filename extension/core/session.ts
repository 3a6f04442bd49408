import {
  CLOSE_CODES,
  PROTOCOL_VERSION,
  type ClientMessage,
  type ErrorCode,
  type PeerInfo,
  type Relay,
  type ServerMessage,
} from '@porthole/signaling/protocol';
import { chatCame, chatTo } from './chat/chat-session.ts';
import type { FaultCode } from './faults.ts';
import { createHosting } from './host/hosting.ts';
import {
  banned,
  enteredAs,
  gateTold,
  give,
  guarded,
  hostKeyMade,
  knocked,
  hostMayReturn,
  knockGone,
  orderRefused,
  roomUpdated,
  settle,
} from './host/host-session.ts';
import { countRefusals } from './seal/refusal.ts';
import {
  createSession,
  type IncomingRelay,
  type Member,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
  type Step,
} from './session-state.ts';

/** Candidates of a handful of links; more than that is not worth keeping for later. */
const OUTBOX_LIMIT = 256;

/** Between two tries for an id that is still taken by my own lost socket, in ms. */
const ID_HELD_MS = 2000;

/** Between two tries to come back into a room that is not open to me yet, in ms. */
const REFUSED_MS = 4000;

/**
 * My stay in a Room, as a reducer: events in, the next state and a list of effects out. It outlives a lost socket: a
 * place is resumed by its token, and where the server forgot it, taken again under the same id.
 */
export function reduceSession(state: SessionState, event: SessionEvent): Step {
  return guarded(state, reduce(state, event));
}

function reduce(state: SessionState, event: SessionEvent): Step {
  switch (event.type) {
    case 'start':
      return step({ ...state, phase: 'connecting', fault: null, attempt: 0 }, { type: 'connect' });
    case 'connected':
      return join(state);
    case 'unreachable':
      return lost(state, event.code, 0);
    case 'closed':
      return closed(state, event.code);
    case 'retry':
      return retry(state);
    case 'network-changed':
      return networkChanged(state);
    case 'retry-set':
      return step(state.fault ? { ...state, fault: { ...state.fault, retryInMs: event.ms } } : state);
    case 'new-id':
      return join({ ...state, id: event.id });
    case 'message':
      return receive(state, event.message);
    case 'relay':
      return relay(state, event.relay);
    case 'chat':
      return chatTo(state, event);
    case 'refused':
      return step({ ...state, refusals: countRefusals(state.refusals, event.refused) });
    case 'absence-over':
      return absenceOver(state, event.ids);
    case 'peer-ended':
      return peerUpdated(state, { id: event.id, sharing: false });
    case 'set-sharing':
      return announce({ ...state, sharing: event.sharing }, { sharing: event.sharing });
    case 'rename':
      return announce({ ...state, name: event.name }, { name: event.name });
    case 'order':
      return give(state, event.order);
    case 'host-key':
      return hostKeyMade(state, event.verifier);
    case 'gate-told':
      return gateTold(state, event.from, event.message);
    case 'leave':
      return leave(state);
  }
}

function step(state: SessionState, ...effects: SessionEffect[]): Step {
  return { state, effects };
}

function join(state: SessionState): Step {
  const message: ClientMessage = {
    type: 'join',
    room: state.room,
    id: state.id,
    v: PROTOCOL_VERSION,
    chat: true,
    ...(state.name && { name: state.name }),
    ...(state.auth && { auth: state.auth }),
    ...(state.hosting.verifier && { host: state.hosting.verifier }),
    ...(state.hosting.pass && { pass: state.hosting.pass }),
    ...(state.accessToken && { token: state.accessToken }),
    ...(state.token && { session: state.token, resume: true }),
  };
  return step({ ...state, joining: true }, { type: 'send', message });
}

/** The server is out of reach, or the socket went: the place is kept and the way back is tried. */
function lost(state: SessionState, code: FaultCode, atLeastMs: number): Step {
  if (state.phase === 'idle' || state.phase === 'failed') return step(state);
  const isNew = state.phase === 'connecting' || state.phase === 'waiting';
  const phase = isNew ? 'connecting' : 'reconnecting';
  const next = { ...state, phase, fault: { code }, joining: false, attempt: state.attempt + 1 } as const;
  return step(next, { type: 'retry-later', attempt: state.attempt, atLeastMs });
}

/** Hangs up and tries again after a wait that was asked for. */
function comeBack(state: SessionState, code: FaultCode, atLeastMs: number): Step {
  const after = lost({ ...state, attempt: 0 }, code, atLeastMs);
  return step(after.state, { type: 'hang-up' }, ...after.effects);
}

function closed(state: SessionState, code: number): Step {
  if (code === CLOSE_CODES.replaced) return fail(state, 'refused');
  return lost(state, 'server-unreachable', 0);
}

function fail(state: SessionState, code: FaultCode): Step {
  const gone: SessionEffect[] = [...state.peers.keys()].map((id) => ({ type: 'peer-removed', id }));
  const next: SessionState = { ...state, phase: 'failed', fault: { code }, joining: false, peers: new Map() };
  return step({ ...next, token: null, outbox: [] }, { type: 'disconnect' }, ...gone);
}

function retry(state: SessionState): Step {
  if (state.phase === 'joined' || state.phase === 'idle') return step(state);
  const phase = state.phase === 'failed' ? 'connecting' : state.phase;
  return step({ ...state, phase, fault: phase === 'connecting' ? null : state.fault }, { type: 'connect' });
}

/** A socket does not notice for many seconds that its network is another: a new one is opened at once. */
function networkChanged(state: SessionState): Step {
  if (state.phase === 'idle' || state.phase === 'failed') return step(state);
  // Who is at the door asks there again.
  const isNew = state.phase === 'connecting' || state.phase === 'waiting';
  const phase = isNew ? state.phase : 'reconnecting';
  return step({ ...state, phase, joining: false, attempt: 0 }, { type: 'connect' });
}

function leave(state: SessionState): Step {
  const inRoom = state.phase === 'joined';
  const farewell: SessionEffect[] = inRoom
    ? [{ type: 'send', message: { type: 'leave', room: state.room } }]
    : [];
  const gone: SessionEffect[] = [...state.peers.keys()].map((id) => ({ type: 'peer-removed', id }));
  const { verifier, pass } = state.hosting;
  const next = createSession({ ...state, hosting: createHosting(verifier, pass) });
  return step(next, ...farewell, { type: 'disconnect' }, ...gone);
}

function receive(state: SessionState, message: ServerMessage): Step {
  switch (message.type) {
    case 'joined':
    case 'resumed':
      return state.joining ? joined(state, message) : step(state);
    case 'peer-joined':
      return peerJoined(state, message.peer);
    case 'peer-left':
      return peerLeft(settle(state, message), message.id, message.reason === 'lost');
    case 'peer-updated':
      return peerUpdated(state, message.peer);
    case 'room-updated':
      return roomUpdated(state, message);
    case 'waiting':
      return state.joining ? step({ ...state, phase: 'waiting', fault: null, attempt: 0 }) : step(state);
    case 'knock':
      return knocked(state, message);
    case 'knock-gone':
      return knockGone(state, message);
    case 'banned':
      return banned(state, message.bans);
    case 'ice-servers':
      return step({ ...state, iceServers: message.iceServers }, { type: 'use-ice-servers' });
    case 'bye':
      return comeBack(state, 'server-unreachable', message.retryMs);
    case 'error':
      return state.joining ? joinRefused(state, message.code) : refused(state, message);
    case 'offer':
    case 'answer':
    case 'ice-candidate':
      return relayed(state, message);
    case 'chat':
      return chatCame(state, message);
  }
}

function relayed(state: SessionState, message: IncomingRelay): Step {
  if (!state.peers.has(message.from)) return step(state);
  return step(hostMayReturn(state, message), { type: 'deliver', relay: message });
}

type Membership = Extract<ServerMessage, { type: 'joined' }> | Extract<ServerMessage, { type: 'resumed' }>;

/** Peers that the server does not name after a reconnect are kept as absent: it may have restarted, they come back. */
function joined(state: SessionState, message: Membership): Step {
  const present = new Map(message.peers.map((peer) => [peer.id, member(peer)]));
  const absent = [...state.peers.values()].filter((peer) => !present.has(peer.id));
  const peers = [...present.values(), ...absent.map((peer) => ({ ...peer, absent: true }))];
  const entered = enteredAs({ ...state, fault: null }, message);
  const next: SessionState = {
    ...withPeers(entered.state, peers),
    phase: 'joined',
    id: message.id,
    limit: message.limit,
    chat: message.features?.includes('chat') ?? false,
    iceServers: message.iceServers ?? state.iceServers,
    token: message.session ?? null,
    joining: false,
    attempt: 0,
    outbox: [],
  };
  const added = [...present.keys()].filter((id) => !state.peers.has(id));
  const effects: SessionEffect[] = [
    { type: 'use-ice-servers' },
    ...(state.sharing ? [sendUpdate(state, { sharing: true })] : []),
    ...added.map((id): SessionEffect => ({ type: 'peer-added', id })),
    ...entered.effects,
    ...state.outbox.map((message): SessionEffect => ({ type: 'send', message })),
    ...watchAbsent(absent.map((peer) => peer.id)),
  ];
  return step(next, ...effects);
}

function peerJoined(state: SessionState, peer: PeerInfo): Step {
  const known = state.peers.has(peer.id);
  const others = [...state.peers.values()].filter((other) => other.id !== peer.id);
  const next = withPeers(state, [...others, member(peer)]);
  return known ? step(next) : step(next, { type: 'peer-added', id: peer.id });
}

function peerUpdated(state: SessionState, change: PeerInfo): Step {
  const peers = [...state.peers.values()].map((peer) => updated(peer, change));
  return step(withPeers(state, peers));
}

/** A lost peer's media may still flow: it stays, as absent, until that ends too. */
function peerLeft(state: SessionState, id: string, mayReturn: boolean): Step {
  const peer = state.peers.get(id);
  if (!peer) return step(state);
  const others = [...state.peers.values()].filter((other) => other.id !== id);
  if (!mayReturn) return step(withPeers(state, others), { type: 'peer-removed', id });
  return step(withPeers(state, [...others, { ...peer, absent: true }]), ...watchAbsent([id]));
}

function absenceOver(state: SessionState, ids: readonly string[]): Step {
  const gone = ids.filter((id) => state.peers.get(id)?.absent);
  const stay = [...state.peers.values()].filter((peer) => !gone.includes(peer.id));
  return step(withPeers(state, stay), ...gone.map((id): SessionEffect => ({ type: 'peer-removed', id })));
}

function joinRefused(state: SessionState, code: ErrorCode): Step {
  switch (code) {
    case 'no-session':
      return join({ ...state, token: null });
    case 'id-taken':
      // My own former socket may still hold the id: wait for the server to notice. A newcomer just takes another.
      if (state.phase === 'reconnecting') return comeBack(state, 'id-taken', ID_HELD_MS);
      return step(state, { type: 'need-new-id' });
    case 'locked':
    case 'rate-limited':
      // Whoever may open the room comes back later than I do, and a crowd that comes back at once is told to wait:
      // running pictures go on meanwhile.
      return state.phase === 'reconnecting' ? comeBack(state, code, REFUSED_MS) : fail(state, code);
    case 'room-full':
    case 'wrong-key':
    case 'room-locked':
    case 'waiting-full':
    case 'denied':
    case 'removed':
    case 'ended':
      return fail(state, code);
    default:
      return fail(state, 'refused');
  }
}

/** An error about a single message: only `not-in-room` says that my place is gone, and what has ended my stay. */
function refused(state: SessionState, message: Extract<ServerMessage, { type: 'error' }>): Step {
  const { code, ref } = message;
  if (code === 'denied' || code === 'removed' || code === 'ended') return fail(state, code);
  // My place was given away while its server was cut off.
  if (code === 'room-full') return fail(state, code);
  if (code === 'not-in-room' && state.phase === 'joined') return join({ ...state, token: null });
  return ref === 'host' ? orderRefused(state, message) : step(state);
}

function relay(state: SessionState, message: Relay): Step {
  if (state.phase === 'joined') return step(state, { type: 'send', message });
  if (state.phase !== 'reconnecting') return step(state);
  return step({ ...state, outbox: [...state.outbox, message].slice(-OUTBOX_LIMIT) });
}

function announce(state: SessionState, change: { name?: string; sharing?: boolean }): Step {
  return state.phase === 'joined' ? step(state, sendUpdate(state, change)) : step(state);
}

function sendUpdate(state: SessionState, change: { name?: string; sharing?: boolean }): SessionEffect {
  return { type: 'send', message: { type: 'update', room: state.room, ...change } };
}

function watchAbsent(ids: readonly string[]): SessionEffect[] {
  return ids.length > 0 ? [{ type: 'watch-absent', ids }] : [];
}

function withPeers(state: SessionState, peers: readonly Member[]): SessionState {
  return { ...state, peers: new Map(peers.map((peer) => [peer.id, peer])) };
}

function member(peer: PeerInfo): Member {
  return {
    id: peer.id,
    name: peer.name ?? '',
    sharing: peer.sharing ?? null,
    absent: false,
    chat: peer.chat ?? false,
  };
}

function updated(peer: Member, change: PeerInfo): Member {
  if (peer.id !== change.id) return peer;
  return { ...peer, name: change.name ?? peer.name, sharing: change.sharing ?? peer.sharing };
}
