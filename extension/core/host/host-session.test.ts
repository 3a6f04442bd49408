import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  after,
  AS_GUEST,
  AS_HOST,
  comes,
  joined,
  offers,
  orders,
  says,
  sent,
  told,
  updated,
} from '../../testing/host-steps.ts';
import { reduceSession } from '../session.ts';
import { askersOf } from './host-session.ts';

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

  test.each(['lock', 'waiting-on'] as const)(
    'deals with nobody who comes after its word, whenever the server confirms it: %s',
    (action) => {
      const closed = after(AS_HOST, orders({ action }));
      expect(closed.effects[0]).toEqual({ type: 'tell-gate' });
      // Let in by a server that takes its time, or never says that it is closed.
      const inside = reduceSession(closed.state, comes('eve'));
      expect(inside.effects).toEqual([]);
      expect(reduceSession(inside.state, offers('eve')).effects).toEqual([]);
      const confirmed = reduceSession(inside.state, updated('me', { locked: true, waitingRoom: true }));
      expect(reduceSession(confirmed.state, offers('eve')).effects).toEqual([]);
      expect(reduceSession(confirmed.state, offers('bob')).effects).toHaveLength(1);
      expect(askersOf(confirmed.state)).toEqual([{ id: 'eve', name: '' }]);
      const letIn = reduceSession(confirmed.state, orders({ action: 'admit', to: 'eve' }));
      expect(letIn.effects).toContainEqual({ type: 'peer-added', id: 'eve' });
      expect(askersOf(letIn.state)).toEqual([]);
    },
  );

  test('no word of the server opens what the host has closed', () => {
    const { state } = after(
      AS_HOST,
      orders({ action: 'lock' }),
      updated('me', { locked: true }),
      updated('me', { locked: false }),
    );
    expect(reduceSession(state, comes('eve')).effects).toEqual([]);
  });

  test('lets those in who wait when it asks no more, though the room stays locked', () => {
    const both = after(
      AS_HOST,
      updated('me', { locked: true, waitingRoom: true }),
      says({ type: 'knock', peer: { id: 'eve' } }),
      orders({ action: 'waiting-off' }),
      comes('eve'),
    );
    expect(both.effects).toEqual([{ type: 'peer-added', id: 'eve' }]);
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
    const line = says({ type: 'chat', to: 'me', room: 'r', text: 'x', from: 'bob' });
    expect(reduceSession(removed.state, line).effects).toEqual([]);
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
    const asked = after(AS_HOST, orders({ action: 'hand-over', to: 'ann' }));
    // Not before it is so: an order that is lost must not lose the key.
    expect(asked.effects).not.toContainEqual({ type: 'drop-host-key' });
    const over = reduceSession(asked.state, updated('ann'));
    expect(over.effects).toContainEqual({ type: 'drop-host-key' });
    expect(over.state.hosting).toMatchObject({ verifier: null, successor: 'ann', orders: [] });
    expect(over.state.fault).toBeNull();
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
