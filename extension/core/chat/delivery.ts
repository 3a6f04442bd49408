import {
  readersOf,
  step,
  type ChatEffect,
  type ChatState,
  type ChatStep,
  type Delivery,
} from './chat-state.ts';
import { keyOf, type Delivered, type SaidLine } from './line.ts';

/*
 * What I write goes to each member apart, and each says that it arrived: a socket may be half-open, a server restart.
 * Whoever has not said so gets it again when the server is back, or when it is.
 */

/** ms until a line that nobody has counts as failed */
export const DELIVERY_MS = 10_000;

/** Sends a line of mine to everyone, now or as soon as the server is back. @param at ms, now */
export function deliver(state: ChatState, line: SaidLine, at: number): ChatStep {
  const got = state.deliveries.find(({ id }) => id === line.id)?.got ?? [];
  const missing = readersOf(state)
    .map(({ id }) => id)
    .filter((id) => !got.includes(id));
  const others = state.deliveries.filter(({ id }) => id !== line.id);
  const isLonely = state.online && missing.length === 0;
  const next = mark(state, line.id, isLonely ? 'sent' : 'pending');
  if (isLonely) return step({ ...next, deliveries: others });
  const delivery: Delivery = { id: line.id, got, missing, at };
  return sendAgain({ ...next, deliveries: [...others, delivery] }, [delivery], missing, at);
}

/** Sends lines once more to those of these peers who miss them. @param at ms, now */
function sendAgain(
  state: ChatState,
  deliveries: readonly Delivery[],
  to: readonly string[],
  at: number,
): ChatStep {
  if (!state.online || deliveries.length === 0) return step(state);
  const sends = deliveries.flatMap(({ id, missing }): ChatEffect[] => {
    const line = state.lines.find((each) => each.key === keyOf(state.me.id, id));
    if (line?.kind !== 'said') return [];
    return missing
      .filter((peer) => to.includes(peer))
      .map((peer) => ({ type: 'send', to: peer, message: { kind: 'line', id, text: line.text } }));
  });
  const sent = new Set(deliveries);
  const timed = state.deliveries.map((each) => (sent.has(each) ? { ...each, at } : each));
  return step({ ...state, deliveries: timed }, ...sends, { type: 'wake', ms: DELIVERY_MS });
}

/** The server is back: everyone who may have missed something gets it again, newcomers too. @param at ms, now */
export function deliverAll(state: ChatState, at: number): ChatStep {
  const readers = readersOf(state).map(({ id }) => id);
  const deliveries = state.deliveries.map((each) => ({
    ...each,
    missing: [...new Set([...each.missing, ...readers])].filter((id) => !each.got.includes(id)),
  }));
  const lonely = deliveries.filter(({ missing }) => missing.length === 0);
  const next = lonely.reduce((before, { id }) => mark(before, id, 'sent'), state);
  const open = deliveries.filter(({ missing }) => missing.length > 0);
  return sendAgain({ ...next, deliveries: open }, open, readers, at);
}

/** Peers are (again) there to be written to. @param at ms, now */
export function deliverTo(state: ChatState, peers: readonly string[], at: number): ChatStep {
  if (peers.length === 0) return step(state);
  const waited = state.deliveries.filter(({ missing }) => missing.some((id) => peers.includes(id)));
  return sendAgain(state, waited, peers, at);
}

/** Lines of mine have arrived at a peer. */
export function arrived(state: ChatState, from: string, ids: readonly string[]): ChatState {
  const reached = state.deliveries.filter(({ id, missing }) => ids.includes(id) && missing.includes(from));
  const marked = reached.reduce((before, { id }) => mark(before, id, 'sent'), state);
  const deliveries = state.deliveries.map((each) =>
    reached.includes(each)
      ? { ...each, got: [...each.got, from], missing: each.missing.filter((id) => id !== from) }
      : each,
  );
  return { ...marked, deliveries: deliveries.filter(({ missing }) => missing.length > 0) };
}

/** Nobody waits for what went to peers that are gone. */
export function forgetGone(state: ChatState): ChatState {
  const deliveries = state.deliveries.map((each) => ({
    ...each,
    missing: each.missing.filter((id) => state.members.has(id)),
  }));
  const over = deliveries.filter(({ missing }) => missing.length === 0);
  // Whoever comes next is told.
  const marked = state.online ? over.reduce((before, { id }) => mark(before, id, 'sent'), state) : state;
  return { ...marked, deliveries: deliveries.filter((each) => !state.online || !over.includes(each)) };
}

/** What nobody has had in time has failed; while the server is away nothing has. @param at ms, now */
export function checkDeliveries(state: ChatState, at: number): ChatState {
  if (!state.online) return state;
  const late = state.deliveries.filter((each) => each.got.length === 0 && at - each.at >= DELIVERY_MS);
  return late.reduce((before, { id }) => mark(before, id, 'failed'), state);
}

function mark(state: ChatState, id: string, delivered: Delivered): ChatState {
  const key = keyOf(state.me.id, id);
  const isSame = (line: ChatState['lines'][number]) =>
    line.key !== key || (line.kind === 'said' && line.delivered === delivered);
  if (state.lines.every(isSame)) return state;
  const lines = state.lines.map((line) =>
    line.key === key && line.kind === 'said' ? { ...line, delivered } : line,
  );
  return { ...state, lines };
}
