import type { ClientMessage, ServerMessage } from '@porthole/signaling/protocol';
import type { GateMessage } from '../peer-message.ts';
import type { SessionEffect, SessionState, Step } from '../session-state.ts';
import * as gates from './gate.ts';
import type { Hosting, Order } from './hosting.ts';

type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

/** Members that a `restore` names at most. */
const RESTORED_MEMBERS = 60;

/* The Session's reducer for who may come in, and who decides that. */

function isHost(state: SessionState): boolean {
  return state.hosting.host === state.id;
}

/** I am in. A service that forgot everything is told by me how the room was, if I am its host. */
export function enteredAs(state: SessionState, message: Of<'joined'> | Of<'resumed'>): Step {
  const { hosting } = state;
  const wasHost = isHost(state) && state.phase === 'reconnecting';
  const forgot = wasHost && message.type === 'joined' && message.host === state.id;
  const next = withHosting(state, {
    host: message.host ?? null,
    locked: message.locked ?? false,
    waitingRoom: message.waitingRoom ?? false,
    knocks: message.type === 'resumed' ? hosting.knocks : [],
  });
  const comesHome = message.host === state.id && !wasHost && isClosed(next.hosting);
  const present = message.peers.map(({ id }) => id);
  if (comesHome) return step(withHosting(next, { gate: gates.close(hosting.gate, present) }));
  return step(next, ...(forgot ? restore(state) : []));
}

function restore({ room, hosting, peers }: SessionState): SessionEffect[] {
  const { locked, waitingRoom, bans, gate } = hosting;
  if (!locked && !waitingRoom && bans.length === 0) return [];
  const members = [...new Set([...gate.expected, ...peers.keys()])]
    .filter((id) => gates.admits(gate, id))
    .slice(-RESTORED_MEMBERS);
  const message: ClientMessage = {
    type: 'host',
    room,
    action: 'restore',
    locked,
    waitingRoom,
    members,
    bans: [...bans],
  };
  return [{ type: 'send', message }];
}

export function roomUpdated(state: SessionState, message: Of<'room-updated'>): Step {
  const { host, locked, waitingRoom } = message;
  const before = state.hosting;
  const present = [...state.peers.keys()];
  const next = withHosting(state, { host, locked, waitingRoom });
  const hosts = isHost(next);
  const takesOver = hosts && !isHost(state);
  // Whoever came before the service confirmed is in; whoever comes after is not, whatever it says.
  const closes = hosts && isClosed(next.hosting) && (takesOver || !isClosed(before));
  const gate = closes ? gates.close(before.gate, present) : before.gate;
  const knocks = hosts ? before.knocks : [];
  const effects: SessionEffect[] = [];
  if (closes) effects.push({ type: 'tell-gate' });
  // Handed over by one who is still here: my former key, if I had one, is void.
  const isHandOver = before.host !== null && state.peers.has(before.host);
  if (takesOver && (before.verifier === null || isHandOver)) effects.push({ type: 'need-host-key' });
  return step(withHosting(next, { gate, knocks }), ...effects);
}

export function hostKeyMade(state: SessionState, verifier: string): Step {
  const message = { type: 'host', room: state.room, action: 'key', key: verifier } as const;
  return step(withHosting(state, { verifier }), { type: 'send', message }, { type: 'tell-gate' });
}

export function knocked(state: SessionState, { peer }: Of<'knock'>): Step {
  const others = state.hosting.knocks.filter(({ id }) => id !== peer.id);
  return step(withHosting(state, { knocks: [...others, { id: peer.id, name: peer.name ?? '' }] }));
}

export function knockGone(state: SessionState, id: string): Step {
  return step(withHosting(state, { knocks: state.hosting.knocks.filter((knock) => knock.id !== id) }));
}

export function banned(state: SessionState, bans: readonly string[]): Step {
  return step(withHosting(state, { bans }));
}

/** The host decides; what it decides holds for this client at once, whatever the service makes of it. */
export function give(state: SessionState, order: Order): Step {
  if (!isHost(state) || state.phase !== 'joined') return step(state);
  const next = withHosting(state, consequences(state.hosting, order));
  const effects: SessionEffect[] = [{ type: 'send', message: { type: 'host', room: state.room, ...order } }];
  if (next.hosting.gate !== state.hosting.gate || order.action === 'hand-over')
    effects.unshift({ type: 'tell-gate' });
  if (order.action === 'hand-over') effects.push({ type: 'drop-host-key' });
  return step(next, ...effects);
}

function consequences(hosting: Hosting, order: Order): Partial<Hosting> {
  const { gate, knocks, locked, waitingRoom } = hosting;
  const without = (id: string) => knocks.filter((knock) => knock.id !== id);
  switch (order.action) {
    case 'unlock':
      return waitingRoom ? {} : { gate: gates.open(gate) };
    case 'waiting-off':
      return locked ? {} : { gate: gates.open(gate) };
    case 'admit':
      return { gate: gates.expect(gate, order.to), knocks: without(order.to) };
    case 'deny':
      return { knocks: without(order.to) };
    case 'remove':
      return { gate: gates.remove(gate, [order.to]) };
    case 'hand-over':
      return { successor: order.to, verifier: null };
    default:
      return {};
  }
}

/**
 * The host spoke past the server. It is believed if the server named it while I knew no host, if it proves itself as it
 * did before, or if the host before it has named it.
 */
export function gateTold(state: SessionState, from: string, message: GateMessage): Step {
  const { hosting } = state;
  const isFirst = hosting.proof === null && from === hosting.host;
  const isKnown = hosting.proof === message.proof || hosting.successor === from;
  if (!isFirst && !isKnown) return step(state);
  // I decide myself now.
  if (isHost(state) && from !== hosting.host) return step(state);
  const gate = gates.remove(
    { closed: message.closed, expected: message.expected, removed: hosting.gate.removed },
    message.removed.filter((id) => id !== state.id),
  );
  return step(withHosting(state, { gate, proof: message.proof, successor: message.successor ?? null }));
}

/** Only whom the host wants here is dealt with: the last word over what the service says. */
export function guarded(before: SessionState, { state, effects }: Step): Step {
  const { gate } = state.hosting;
  const kept = effects.filter((effect) => {
    if (effect.type === 'peer-added') return gates.admits(gate, effect.id);
    return effect.type !== 'deliver' || gates.admits(gate, effect.relay.from);
  });
  if (gate === before.hosting.gate) return { state, effects: kept };
  const changed = [...state.peers.keys()]
    .filter((id) => before.peers.has(id) && gates.admits(gate, id) !== gates.admits(before.hosting.gate, id))
    .map((id): SessionEffect => ({ type: gates.admits(gate, id) ? 'peer-added' : 'peer-removed', id }));
  return { state, effects: [...kept, ...changed] };
}

function isClosed({ locked, waitingRoom }: Hosting): boolean {
  return locked || waitingRoom;
}

function withHosting(state: SessionState, change: Partial<Hosting>): SessionState {
  return { ...state, hosting: { ...state.hosting, ...change } };
}

function step(state: SessionState, ...effects: SessionEffect[]): Step {
  return { state, effects };
}
