import type { ClientMessage, ServerMessage } from '@porthole/signaling/protocol';
import type { GateMessage } from '../peer-message.ts';
import type { IncomingRelay, SessionEffect, SessionState, Step } from '../session-state.ts';
import type { Fault, WaitingView } from '../snapshot.ts';
import * as gates from './gate.ts';
import { isHostsOffer } from './host-mark.ts';
import type { Hosting, Order } from './hosting.ts';
import { doorOf, isClosed, openAfter, withOrder } from './orders.ts';

type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

const REFUSED: Fault = { code: 'order-refused' };

/** Members that a `restore` names at most. */
const RESTORED_MEMBERS = 60;

/* The Session's reducer for who may come in, and who decides that. */

function isHost(state: SessionState): boolean {
  return state.hosting.host === state.id;
}

/**
 * I am in. A service that forgot everything is told by me how the room was, if I am its host; and what I ordered while
 * it was away. Coming back under another id, behind a closed door, I make myself known to everyone who is there.
 */
export function enteredAs(state: SessionState, message: Of<'joined'> | Of<'resumed'>): Step {
  const { hosting } = state;
  const wasHost = isHost(state) && state.phase === 'reconnecting';
  const next = withHosting(state, {
    host: message.host ?? null,
    locked: message.locked ?? false,
    waitingRoom: message.waitingRoom ?? false,
    knocks: message.type === 'resumed' ? hosting.knocks : [],
  });
  if (message.host !== state.id) return roleIsGone(next);
  const present = message.peers.map(({ id }) => id);
  const again = hosting.orders.map((order) => sendOrder(state, order));
  if (wasHost) return step(next, ...(message.type === 'joined' ? restore(state) : []), ...again);
  if (!isClosed(doorOf(next.hosting))) return step(next, ...again);
  return step(withHosting(next, { gate: gates.close(hosting.gate, present) }), ...callAll(present), ...again);
}

function restore({ room, hosting, peers }: SessionState): SessionEffect[] {
  const { bans, gate } = hosting;
  const { locked, waitingRoom } = doorOf(hosting);
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
  const orders = openAfter(before.orders, message);
  const next = withHosting(state, { host, locked, waitingRoom, orders });
  if (!isHost(next)) return roleIsGone(withHosting(next, { knocks: [], orders: before.orders }));
  const takesOver = !isHost(state);
  const present = [...state.peers.keys()];
  const isShut = isClosed(doorOf(next.hosting));
  const gate = isShut && !before.gate.closed ? gates.close(before.gate, present) : before.gate;
  const effects: SessionEffect[] = [];
  if (isShut && (takesOver || gate !== before.gate)) effects.push({ type: 'tell-gate' });
  if (isShut && takesOver) effects.push(...callAll(present));
  // Handed over by one who is still here: my former key, if I had one, is void.
  const isHandOver = before.host !== null && state.peers.has(before.host);
  if (takesOver && (before.verifier === null || isHandOver)) effects.push({ type: 'need-host-key' });
  return step(withHosting(next, { gate }), ...effects);
}

/** Somebody else has the role, or nobody. What I ordered last as its holder is void, but for the handing over itself. */
function roleIsGone(state: SessionState): Step {
  const { orders } = state.hosting;
  const handedOver = orders.some(({ action }) => action === 'hand-over');
  const lost = orders.some(({ action }) => action !== 'hand-over');
  const next = withHosting(state, { orders: [], ...(handedOver && { verifier: null }) });
  const effects: SessionEffect[] = handedOver ? [{ type: 'drop-host-key' }] : [];
  return step(lost ? { ...next, fault: REFUSED } : next, ...effects);
}

/** What the server says may settle what I have ordered. */
export function settle(state: SessionState, message: ServerMessage): SessionState {
  const orders = openAfter(state.hosting.orders, message);
  return orders.length === state.hosting.orders.length ? state : withHosting(state, { orders });
}

/** The server does not do what I ordered: then it is not shown as done, and everyone hears how the door is now. */
export function orderRefused(state: SessionState, message: Of<'error'>): Step {
  if (!isHost(state)) return step({ ...state, fault: REFUSED });
  const next = settle(state, message);
  const { gate } = next.hosting;
  const opens = gate.closed && !isClosed(doorOf(next.hosting));
  const settled = opens ? withHosting(next, { gate: gates.open(gate) }) : next;
  // Whoever is gone meanwhile needs no answer, no removal and no role.
  const fault = message.code === 'unknown-peer' ? next.fault : REFUSED;
  return step({ ...settled, fault }, ...(opens ? [{ type: 'tell-gate' } as const] : []));
}

export function hostKeyMade(state: SessionState, verifier: string): Step {
  const message = { type: 'host', room: state.room, action: 'key', key: verifier } as const;
  return step(withHosting(state, { verifier }), { type: 'send', message }, { type: 'tell-gate' });
}

/**
 * Who asks me, the host, to be let in: those whom the service has wait, and those whom it has let past a door that I
 * have closed. Nobody deals with them unless I say so.
 */
export function askersOf(state: SessionState): readonly WaitingView[] {
  const { knocks, gate } = state.hosting;
  if (!isHost(state)) return knocks;
  const inside = [...state.peers.values()].filter(
    ({ id, absent }) => !absent && !gates.admits(gate, id) && !gate.removed.includes(id),
  );
  return [...knocks, ...inside.map(({ id, name }) => ({ id, name }))];
}

export function knocked(state: SessionState, { peer }: Of<'knock'>): Step {
  const others = state.hosting.knocks.filter(({ id }) => id !== peer.id);
  return step(withHosting(state, { knocks: [...others, { id: peer.id, name: peer.name ?? '' }] }));
}

export function knockGone(state: SessionState, message: Of<'knock-gone'>): Step {
  const knocks = state.hosting.knocks.filter(({ id }) => id !== message.id);
  return step(withHosting(settle(state, message), { knocks }));
}

export function banned(state: SessionState, bans: readonly string[]): Step {
  return step(withHosting(state, { bans }));
}

/**
 * The host decides; what it decides holds for this client, and for everyone whom it can tell, at once, whatever the
 * service makes of it, and when. While the service is away the order is kept for its return.
 */
export function give(state: SessionState, order: Order): Step {
  const isAway = state.phase === 'reconnecting';
  if (state.phase !== 'joined' && !isAway) return step(state);
  // The end of the room ends my stay as well: then nobody is left who could order it later.
  if (!isHost(state) || (isAway && order.action === 'end')) return step({ ...state, fault: REFUSED });
  const fault = state.fault?.code === 'order-refused' ? null : state.fault;
  const orders = withOrder(state.hosting.orders, order);
  const ordered = withHosting({ ...state, fault }, { orders });
  const next = withHosting(ordered, consequences(ordered, order));
  const effects: SessionEffect[] = isAway ? [] : [sendOrder(state, order)];
  if (next.hosting.gate !== state.hosting.gate || order.action === 'hand-over')
    effects.unshift({ type: 'tell-gate' });
  return step(next, ...effects);
}

/** What follows for whom I deal with. */
function consequences({ hosting, peers }: SessionState, order: Order): Partial<Hosting> {
  const { gate, knocks } = hosting;
  const without = (id: string) => knocks.filter((knock) => knock.id !== id);
  switch (order.action) {
    case 'lock':
    case 'waiting-on':
      return gate.closed ? {} : { gate: gates.close(gate, [...peers.keys()]) };
    case 'unlock':
      return isClosed(doorOf(hosting)) ? {} : { gate: gates.open(gate) };
    case 'waiting-off':
      if (!isClosed(doorOf(hosting))) return { gate: gates.open(gate) };
      return { gate: knocks.reduce((wider, { id }) => gates.expect(wider, id), gate) };
    case 'admit':
      return { gate: gates.expect(gate, order.to), knocks: without(order.to) };
    case 'deny':
      return { knocks: without(order.to) };
    case 'remove':
      return { gate: gates.remove(gate, [order.to]) };
    case 'hand-over':
      return { successor: order.to };
    default:
      return {};
  }
}

function sendOrder({ room }: SessionState, order: Order): SessionEffect {
  return { type: 'send', message: { type: 'host', room, ...order } };
}

function callAll(ids: readonly string[]): SessionEffect[] {
  return ids.map((id) => ({ type: 'peer-called', id }));
}

/**
 * An offer that bears the host's mark, past a door that is closed: the host has come back under another id, after a
 * crash as a rule. Who it is says the mark, not the server.
 */
export function hostMayReturn(state: SessionState, relay: IncomingRelay): SessionState {
  const { gate, proof } = state.hosting;
  const { from } = relay;
  if (relay.type !== 'offer' || proof === null || gates.admits(gate, from)) return state;
  const ends = { room: state.room, from, to: state.id };
  if (gate.removed.includes(from) || !isHostsOffer(relay.sdp, proof, ends)) return state;
  return withHosting(state, { gate: gates.expect(gate, from) });
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
    if (effect.type === 'chat-came') return gates.admits(gate, effect.from);
    return effect.type !== 'deliver' || gates.admits(gate, effect.relay.from);
  });
  if (gate === before.hosting.gate) return { state, effects: kept };
  const changed = [...state.peers.keys()]
    .filter((id) => before.peers.has(id) && gates.admits(gate, id) !== gates.admits(before.hosting.gate, id))
    .map((id): SessionEffect => ({ type: gates.admits(gate, id) ? 'peer-added' : 'peer-removed', id }));
  return { state, effects: [...kept, ...changed] };
}

function withHosting(state: SessionState, change: Partial<Hosting>): SessionState {
  return { ...state, hosting: { ...state.hosting, ...change } };
}

function step(state: SessionState, ...effects: SessionEffect[]): Step {
  return { state, effects };
}
