import * as fc from 'fast-check';
import type { ServerMessage } from '@porthole/signaling/protocol';
import { describe, expect, test } from 'vitest';
import type { GateMessage } from '../peer-message.ts';
import { createSession, type SessionEffect, type SessionEvent, type SessionState } from '../session-state.ts';
import { reduceSession } from '../session.ts';
import { createHosting, type Order } from './hosting.ts';

interface Step {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}

const says = (message: ServerMessage): SessionEvent => ({ type: 'message', message });
const orders = (order: Order): SessionEvent => ({ type: 'order', order });
const told = (from: string, part: Partial<GateMessage>): SessionEvent => ({
  type: 'gate-told',
  from,
  message: { type: 'gate', proof: 'P', closed: false, expected: [], removed: [], ...part },
});
const joined = (host: string | null, peers: readonly string[], more: object = {}): SessionEvent =>
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
const updated = (host: string | null, part: { locked?: boolean; waitingRoom?: boolean } = {}): SessionEvent =>
  says({ type: 'room-updated', host, locked: false, waitingRoom: false, ...part });
const comes = (id: string): SessionEvent => says({ type: 'peer-joined', peer: { id } });
const offers = (from: string): SessionEvent => says({ type: 'offer', room: 'r', to: 'me', from, sdp: 'x' });

function after(...events: SessionEvent[]): Step {
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

const sent = ({ effects }: Step) =>
  effects.flatMap((effect) => (effect.type === 'send' ? [effect.message] : []));
const AS_HOST = joined('me', ['ann', 'bob']);
const AS_GUEST = joined('ann', ['ann', 'bob']);

describe('the way in', () => {
  test('shows the host key’s verifier and the pass', () => {
    expect(sent(after())).toMatchObject([{ type: 'join', host: 'verifier', pass: 'pass' }]);
  });

  test('may lead through a waiting room', () => {
    const waits = after(says({ type: 'waiting' }));
    expect(waits.state).toMatchObject({ phase: 'waiting', fault: null });
    expect(reduceSession(waits.state, AS_GUEST).state.phase).toBe('joined');
  });

  test.each(['room-locked', 'waiting-full', 'denied', 'removed', 'ended'] as const)('may end: %s', (code) => {
    expect(after(says({ type: 'error', code })).state).toMatchObject({ phase: 'failed', fault: { code } });
  });
});

test.each(['removed', 'denied', 'ended'] as const)('a stay that the host ends is over: %s', (code) => {
  const { state, effects } = after(AS_GUEST, says({ type: 'error', code }));
  expect(state).toMatchObject({ phase: 'failed', fault: { code } });
  expect(effects).toContainEqual({ type: 'peer-removed', id: 'bob' });
});

describe('the host', () => {
  test('gives orders, and nobody else does', () => {
    expect(sent(after(AS_HOST, orders({ action: 'lock' })))).toEqual([
      { type: 'host', room: 'r', action: 'lock' },
    ]);
    expect(sent(after(AS_GUEST, orders({ action: 'lock' })))).toEqual([]);
  });

  test('who locks deals with nobody who comes after, whatever the server says', () => {
    const locked = after(AS_HOST, orders({ action: 'lock' }), comes('cat'), updated('me', { locked: true }));
    const late = reduceSession(locked.state, comes('eve'));
    expect(late.effects).toEqual([]);
    expect(reduceSession(late.state, offers('eve')).effects).toEqual([]);
    expect(reduceSession(late.state, offers('cat')).effects).toHaveLength(1);
  });

  test('lets in whom it admits', () => {
    const waiting = after(
      AS_HOST,
      updated('me', { waitingRoom: true }),
      says({ type: 'knock', peer: { id: 'eve' } }),
    );
    expect(waiting.state.hosting.knocks).toEqual([{ id: 'eve', name: '' }]);
    const admitted = reduceSession(waiting.state, orders({ action: 'admit', to: 'eve' }));
    expect(admitted.state.hosting.knocks).toEqual([]);
    expect(reduceSession(admitted.state, comes('eve')).effects).toEqual([{ type: 'peer-added', id: 'eve' }]);
  });

  test('cuts whom it removes at once, and for good', () => {
    const removed = after(AS_HOST, orders({ action: 'remove', to: 'bob' }));
    expect(removed.effects).toEqual([
      { type: 'tell-gate' },
      expect.objectContaining({ type: 'send' }),
      { type: 'peer-removed', id: 'bob' },
    ]);
    expect(reduceSession(removed.state, offers('bob')).effects).toEqual([]);
    expect(reduceSession(removed.state, comes('bob')).effects).toEqual([]);
  });

  test('tells a server that forgot how the room was', () => {
    const back = after(
      AS_HOST,
      updated('me', { locked: true }),
      says({ type: 'banned', bans: ['i:eve'] }),
      { type: 'closed', code: 1006 },
      { type: 'connected' },
      says({ type: 'error', code: 'no-session' }),
      joined('me', ['ann']),
    );
    expect(sent(back)).toEqual([
      {
        type: 'host',
        room: 'r',
        action: 'restore',
        locked: true,
        waitingRoom: false,
        members: ['ann', 'bob'],
        bans: ['i:eve'],
      },
    ]);
  });

  test('who is handed the role makes a key of its own; who hands it on forgets its key', () => {
    expect(after(AS_GUEST, updated('me')).effects).toContainEqual({ type: 'need-host-key' });
    const over = after(AS_HOST, orders({ action: 'hand-over', to: 'ann' }));
    expect(over.effects).toContainEqual({ type: 'drop-host-key' });
    expect(over.state.hosting).toMatchObject({ verifier: null, successor: 'ann' });
  });

  test('who gets the role because it has the key keeps it', () => {
    const gone = says({ type: 'peer-left', id: 'ann' });
    expect(after(AS_GUEST, gone, updated('me')).effects).toEqual([]);
  });
});

describe('a guest is told past the server', () => {
  test('who was removed, and cuts it though the server keeps it', () => {
    const step = after(AS_GUEST, told('ann', { removed: ['bob', 'me'] }));
    expect(step.effects).toEqual([{ type: 'peer-removed', id: 'bob' }]);
    expect(reduceSession(step.state, offers('bob')).effects).toEqual([]);
  });

  test('who may be there, and deals with them once they are named', () => {
    const closed = after(
      AS_GUEST,
      told('ann', { closed: true, expected: ['ann', 'bob', 'me'] }),
      comes('eve'),
    );
    expect(closed.effects).toEqual([]);
    const wider = reduceSession(closed.state, told('ann', { closed: true, expected: ['ann', 'bob', 'eve'] }));
    expect(wider.effects).toEqual([{ type: 'peer-added', id: 'eve' }]);
  });

  test('by nobody but the host, also when the server names another', () => {
    expect(after(AS_GUEST, told('bob', { removed: ['ann'] })).effects).toEqual([]);
    const pinned = after(
      AS_GUEST,
      told('ann', {}),
      updated('bob'),
      told('bob', { proof: 'Q', removed: ['ann'] }),
    );
    expect(pinned.effects).toEqual([]);
  });

  test('by the same host under another id, and by whom it has named', () => {
    const again = after(AS_GUEST, told('ann', {}), comes('ann2'), told('ann2', { removed: ['bob'] }));
    expect(again.effects).toEqual([{ type: 'peer-removed', id: 'bob' }]);
    const next = after(
      AS_GUEST,
      told('ann', { successor: 'bob' }),
      told('bob', { proof: 'Q', removed: ['ann'] }),
    );
    expect(next.effects).toEqual([{ type: 'peer-removed', id: 'ann' }]);
    const former = reduceSession(next.state, told('ann', { removed: ['bob'] }));
    expect(former.effects).toEqual([]);
  });

  test('removals that nothing takes back', () => {
    const { state } = after(AS_GUEST, told('ann', { removed: ['bob'] }), told('ann', { removed: [] }));
    expect(state.hosting.gate.removed).toEqual(['bob']);
  });
});

const anyServerWord = fc.oneof(
  fc.constantFrom('ann', 'bob', 'eve', 'me').map((id) => comes(id)),
  fc
    .tuple(fc.constantFrom('ann', 'bob', 'eve', 'me', null), fc.boolean(), fc.boolean())
    .map(([host, locked, waitingRoom]) => updated(host, { locked, waitingRoom })),
  fc.constantFrom('ann', 'bob', 'eve').map((id) => offers(id)),
  fc.constantFrom('ann', 'bob', 'eve').map((id) => says({ type: 'peer-left', id, reason: 'lost' })),
  fc.constantFrom('ann', 'eve').map((from) => told(from, { proof: 'made up', removed: [] })),
);

test('no word of the server brings back whom the host has removed', () => {
  fc.assert(
    fc.property(fc.array(anyServerWord, { maxLength: 20 }), (words) => {
      let step = after(AS_HOST, orders({ action: 'remove', to: 'bob' }));
      for (const word of words) {
        step = reduceSession(step.state, word);
        expect(step.effects).not.toContainEqual({ type: 'peer-added', id: 'bob' });
        const delivered = step.effects.filter(
          (effect) => effect.type === 'deliver' && effect.relay.from === 'bob',
        );
        expect(delivered).toEqual([]);
      }
    }),
  );
});
