import type { ServerMessage } from '@porthole/signaling/protocol';
import { createHosting, type Order } from '../core/host/hosting.ts';
import type { GateMessage } from '../core/peer-message.ts';
import {
  createSession,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
} from '../core/session-state.ts';
import { reduceSession } from '../core/session.ts';

/** Short words for what happens to a Session with a host. */

export interface Step {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}

export const says = (message: ServerMessage): SessionEvent => ({ type: 'message', message });
export const orders = (order: Order): SessionEvent => ({ type: 'order', order });
export const told = (from: string, part: Partial<GateMessage>): SessionEvent => ({
  type: 'gate-told',
  from,
  message: { type: 'gate', proof: 'P', closed: false, expected: [], removed: [], ...part },
});
export const joined = (host: string | null, peers: readonly string[], more: object = {}): SessionEvent =>
  says({
    type: 'joined',
    v: 1,
    id: 'me',
    peers: peers.map((id) => ({ id })),
    limit: 15,
    session: 's',
    host,
    ...more,
  });
export const updated = (
  host: string | null,
  part: { locked?: boolean; waitingRoom?: boolean } = {},
): SessionEvent => says({ type: 'room-updated', host, locked: false, waitingRoom: false, ...part });
export const comes = (id: string): SessionEvent => says({ type: 'peer-joined', peer: { id } });
export const offers = (from: string): SessionEvent =>
  says({ type: 'offer', room: 'r', to: 'me', from, sdp: 'x' });

export function after(...events: SessionEvent[]): Step {
  const hosting = createHosting('verifier', 'pass');
  let step: Step = {
    state: createSession({ room: 'r', auth: null, id: 'me', name: '', accessToken: null, hosting }),
    effects: [],
  };
  for (const event of [{ type: 'start' }, { type: 'connected' }, ...events] as const) {
    step = reduceSession(step.state, event);
  }
  return step;
}

export const sent = ({ effects }: Step) =>
  effects.flatMap((effect) => (effect.type === 'send' ? [effect.message] : []));
export const RESUMED = {
  type: 'resumed',
  v: 1,
  id: 'me',
  peers: [{ id: 'ann' }, { id: 'bob' }],
  limit: 15,
  session: 's',
  waitingRoom: false,
} as const satisfies ServerMessage;
export const AS_HOST = joined('me', ['ann', 'bob']);
export const AS_GUEST = joined('ann', ['ann', 'bob']);
