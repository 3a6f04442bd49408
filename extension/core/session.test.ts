import { CLOSE_CODES, type ErrorCode, type ServerMessage } from '@porthole/signaling/protocol';
import { describe, expect, test } from 'vitest';
import { createSession, type SessionEffect, type SessionEvent, type SessionState } from './session-state.ts';
import { reduceSession } from './session.ts';

const offer = { type: 'offer', to: 'bob', room: 'r', sdp: 'v=0' } as const;

function joined(peers: string[] = [], more: { type?: 'resumed'; features?: string[] } = {}): ServerMessage {
  return {
    type: 'joined',
    v: 1,
    id: 'me',
    peers: peers.map((id) => ({ id })),
    limit: 15,
    session: 't',
    ...more,
  };
}

function says(message: ServerMessage): SessionEvent {
  return { type: 'message', message };
}

function refusal(code: ErrorCode): SessionEvent {
  return says({ type: 'error', code });
}

/** Runs events from a fresh session; gives the last state and the effects of the last event. */
function after(...events: SessionEvent[]): { state: SessionState; effects: readonly SessionEffect[] } {
  let step: { state: SessionState; effects: readonly SessionEffect[] } = {
    state: createSession({ room: 'r', auth: 'verifier', id: 'me', name: 'Me', accessToken: null }),
    effects: [],
  };
  for (const event of events) step = reduceSession(step.state, event);
  return step;
}

const IN: SessionEvent[] = [{ type: 'start' }, { type: 'connected' }, says(joined(['bob']))];
const LOST: SessionEvent[] = [...IN, { type: 'closed', code: 1006 }];
const BACK: SessionEvent[] = [...LOST, { type: 'retry' }, { type: 'connected' }];

describe('another network', () => {
  test('opens a new socket at once, and keeps the place', () => {
    const { state, effects } = after(...IN, { type: 'network-changed' });
    expect([state.phase, state.fault, effects]).toEqual(['reconnecting', null, [{ type: 'connect' }]]);
    expect(reduceSession(state, { type: 'connected' }).effects).toMatchObject([
      { type: 'send', message: { session: 't', resume: true } },
    ]);
  });

  test('leaves one who waits at the door waiting, and asks there again', () => {
    const door: SessionEvent[] = [{ type: 'start' }, { type: 'connected' }, says({ type: 'waiting' })];
    const { state, effects } = after(...door, { type: 'network-changed' });
    expect([state.phase, state.fault, effects]).toEqual(['waiting', null, [{ type: 'connect' }]]);
    const again = reduceSession(state, { type: 'connected' });
    expect([again.state.phase, again.effects]).toMatchObject(['waiting', [{ message: { type: 'join' } }]]);
    // The knock of the dead socket still holds the id.
    expect(reduceSession(again.state, refusal('id-taken')).effects).toEqual([{ type: 'need-new-id' }]);
  });

  test('ends a wait for the next try', () => {
    expect(after(...LOST, { type: 'network-changed' }).effects).toEqual([{ type: 'connect' }]);
  });

  test('is nothing to whoever is in no room', () => {
    expect(after({ type: 'network-changed' }).effects).toEqual([]);
    const refused = after({ type: 'start' }, { type: 'connected' }, refusal('room-full'), {
      type: 'network-changed',
    });
    expect(refused.effects).toEqual([]);
  });
});

describe('the way in', () => {
  test('starts by connecting', () => {
    const { state, effects } = after({ type: 'start' });
    expect([state.phase, effects]).toEqual(['connecting', [{ type: 'connect' }]]);
  });

  test('joins with the verifier and the name', () => {
    const { effects } = after({ type: 'start' }, { type: 'connected' });
    expect(effects).toEqual([
      {
        type: 'send',
        message: { type: 'join', room: 'r', id: 'me', v: 1, chat: true, name: 'Me', auth: 'verifier' },
      },
    ]);
  });

  test('brings the access token along where there is one', () => {
    const state = createSession({ room: 'r', auth: null, id: 'me', name: '', accessToken: 'jwt' });
    const { effects } = reduceSession(state, { type: 'connected' });
    expect(effects).toMatchObject([{ type: 'send', message: { type: 'join', token: 'jwt' } }]);
  });

  test('adds everyone who is there', () => {
    const { state, effects } = after(...IN);
    expect(state.phase).toBe('joined');
    expect(effects).toEqual([{ type: 'use-ice-servers' }, { type: 'peer-added', id: 'bob' }]);
  });

  test('a server out of reach is tried again, with the fault to see', () => {
    const { state, effects } = after({ type: 'start' }, { type: 'unreachable', code: 'server-unreachable' });
    expect(state).toMatchObject({ phase: 'connecting', fault: { code: 'server-unreachable' } });
    expect(effects).toEqual([{ type: 'retry-later', attempt: 0, atLeastMs: 0 }]);
  });

  test('an id that is taken is changed', () => {
    const { effects } = after({ type: 'start' }, { type: 'connected' }, refusal('id-taken'));
    expect(effects).toEqual([{ type: 'need-new-id' }]);
    const again = after({ type: 'start' }, { type: 'connected' }, refusal('id-taken'), {
      type: 'new-id',
      id: 'me2',
    });
    expect(again.effects).toMatchObject([{ type: 'send', message: { type: 'join', id: 'me2' } }]);
  });

  test.each(['room-full', 'wrong-key', 'locked'] as const)('%s is final until one tries again', (code) => {
    const { state, effects } = after({ type: 'start' }, { type: 'connected' }, refusal(code));
    expect(state).toMatchObject({ phase: 'failed', fault: { code } });
    expect(effects).toEqual([{ type: 'disconnect' }]);
    const retried = reduceSession(state, { type: 'retry' });
    expect([retried.state.phase, retried.effects]).toEqual(['connecting', [{ type: 'connect' }]]);
  });
});

test.each(['room-full', 'removed', 'ended', 'denied'] as const)('%s ends a stay', (code) => {
  const { state } = after(...IN, refusal(code));
  expect(state).toMatchObject({ phase: 'failed', fault: { code } });
});

describe('a lost socket', () => {
  test('keeps everyone, and the way back is tried', () => {
    const { state, effects } = after(...LOST);
    expect([state.phase, [...state.peers.keys()]]).toEqual(['reconnecting', ['bob']]);
    expect(effects).toEqual([{ type: 'retry-later', attempt: 0, atLeastMs: 0 }]);
  });

  test('is resumed by its token', () => {
    expect(after(...BACK).effects).toMatchObject([{ message: { type: 'join', session: 't', resume: true } }]);
  });

  test('whose session the server forgot joins afresh under the same id', () => {
    const [effect] = after(...BACK, refusal('no-session')).effects;
    expect(effect).toMatchObject({ message: { type: 'join', id: 'me' } });
    expect(effect).not.toHaveProperty('message.resume');
  });

  test('keeps relays for the time after, in order', () => {
    const { effects } = after(
      ...LOST,
      { type: 'relay', relay: offer },
      { type: 'relay', relay: { ...offer, to: 'eve' } },
      { type: 'retry' },
      { type: 'connected' },
      says(joined(['bob'], { type: 'resumed' })),
    );
    const sent = effects.flatMap((effect) => (effect.type === 'send' ? [effect.message] : []));
    expect(sent).toEqual([offer, { ...offer, to: 'eve' }]);
  });

  test('waits for its own id while the server still holds the old socket', () => {
    const { state, effects } = after(...BACK, refusal('id-taken'));
    expect(state).toMatchObject({ phase: 'reconnecting', id: 'me' });
    expect(effects).toEqual([{ type: 'hang-up' }, { type: 'retry-later', attempt: 0, atLeastMs: 2000 }]);
  });

  test.each(['locked', 'rate-limited'] as const)(
    'that is refused as %s goes on trying: the pictures go on',
    (code) => {
      const { state, effects } = after(...BACK, refusal(code));
      expect([state.phase, [...state.peers.keys()]]).toEqual(['reconnecting', ['bob']]);
      expect(effects).toEqual([{ type: 'hang-up' }, { type: 'retry-later', attempt: 0, atLeastMs: 4000 }]);
    },
  );

  test('after a bye comes back no earlier than asked', () => {
    const { effects } = after(...IN, says({ type: 'bye', retryMs: 1234 }));
    expect(effects).toEqual([{ type: 'hang-up' }, { type: 'retry-later', attempt: 0, atLeastMs: 1234 }]);
  });

  test('that was replaced by another of mine stays away', () => {
    const { state } = after(...IN, { type: 'closed', code: CLOSE_CODES.replaced });
    expect(state).toMatchObject({ phase: 'failed', fault: { code: 'refused' } });
  });

  test('says again that I share', () => {
    const { effects } = after(
      ...LOST,
      { type: 'set-sharing', sharing: true },
      { type: 'connected' },
      says(joined()),
    );
    expect(effects).toContainEqual({ type: 'send', message: { type: 'update', room: 'r', sharing: true } });
  });
});

describe('a member', () => {
  const RESTARTED: SessionEvent[] = [...BACK, refusal('no-session'), says(joined([]))];

  test('whom a restarted server does not know yet is kept as absent', () => {
    const { state, effects } = after(...RESTARTED);
    expect(state.peers.get('bob')?.absent).toBe(true);
    expect(effects).toEqual([{ type: 'use-ice-servers' }, { type: 'watch-absent', ids: ['bob'] }]);
  });

  test('who comes back under the same id is the same: its link stays', () => {
    const { state, effects } = after(...RESTARTED, says({ type: 'peer-joined', peer: { id: 'bob' } }));
    expect([state.peers.get('bob')?.absent, effects]).toEqual([false, []]);
  });

  test('who does not come back is removed', () => {
    const { state, effects } = after(...RESTARTED, { type: 'absence-over', ids: ['bob'] });
    expect([state.peers.size, effects]).toEqual([0, [{ type: 'peer-removed', id: 'bob' }]]);
  });

  test('who came back in time is not removed', () => {
    const { state } = after(...RESTARTED, says({ type: 'peer-joined', peer: { id: 'bob' } }), {
      type: 'absence-over',
      ids: ['bob'],
    });
    expect(state.peers.has('bob')).toBe(true);
  });

  test('who leaves is removed at once; who was lost may still be sending', () => {
    const left = after(...IN, says({ type: 'peer-left', id: 'bob', reason: 'left' }));
    expect(left.effects).toEqual([{ type: 'peer-removed', id: 'bob' }]);
    const lost = after(...IN, says({ type: 'peer-left', id: 'bob', reason: 'lost' }));
    expect([lost.state.peers.get('bob')?.absent, lost.effects]).toEqual([
      true,
      [{ type: 'watch-absent', ids: ['bob'] }],
    ]);
  });

  test('who changes is changed, field by field', () => {
    const { state } = after(
      ...IN,
      says({ type: 'peer-updated', peer: { id: 'bob', name: 'Bob' } }),
      says({ type: 'peer-updated', peer: { id: 'bob', sharing: true } }),
    );
    expect(state.peers.get('bob')).toMatchObject({ name: 'Bob', sharing: true });
  });
});

describe('what is not mine to act on', () => {
  test('a relay from outside the room', () => {
    const { effects } = after(...IN, says({ ...offer, to: 'me', from: 'stranger' }));
    expect(effects).toEqual([]);
  });

  test('a second joined', () => {
    const { state } = after(...IN, says(joined(['eve'])));
    expect([...state.peers.keys()]).toEqual(['bob']);
  });

  test('an error about a single message does not end the stay', () => {
    expect(after(...IN, refusal('unknown-peer')).state.phase).toBe('joined');
    expect(after(...IN, refusal('bad-message')).state.phase).toBe('joined');
  });
});

test('fresh TURN credentials are used from now on', () => {
  const iceServers = [{ urls: 'turn:t', username: 'u', credential: 'c' }];
  const { state, effects } = after(...IN, says({ type: 'ice-servers', iceServers }));
  expect([state.iceServers, effects]).toEqual([iceServers, [{ type: 'use-ice-servers' }]]);
});

test('not-in-room joins again, without the token that is worth nothing', () => {
  const [effect] = after(...IN, refusal('not-in-room')).effects;
  expect(effect).toMatchObject({ message: { type: 'join' } });
  expect(effect).not.toHaveProperty('message.session');
});

test('leaving says goodbye, hangs up and removes everyone', () => {
  const { state, effects } = after(...IN, { type: 'leave' });
  expect(state).toMatchObject({ phase: 'idle', token: null });
  expect(effects).toEqual([
    { type: 'send', message: { type: 'leave', room: 'r' } },
    { type: 'disconnect' },
    { type: 'peer-removed', id: 'bob' },
  ]);
});

test('refusals are counted by reason, for as long as the stay lasts', () => {
  const events: SessionEvent[] = [
    ...IN,
    { type: 'refused', refused: ['forged', 'stranger'] },
    { type: 'refused', refused: ['forged'] },
  ];
  expect(after(...events).state.refusals).toEqual({ forged: 2, stranger: 1 });
  expect(after(...events, { type: 'leave' }).state.refusals).toEqual({});
});

const came = (from: string) => says({ type: 'chat', to: 'me', room: 'r', text: 'x', from });

describe('the chat', () => {
  test('comes from members alone', () => {
    expect(after(...IN, came('bob')).effects).toEqual([{ type: 'chat-came', from: 'bob', text: 'x' }]);
    expect(after(...IN, came('eve')).effects).toEqual([]);
  });

  test('goes out while the server is there, and is kept by nobody else while it is not', () => {
    const say: SessionEvent = { type: 'chat', to: 'bob', text: 'x' };
    const message = { type: 'chat', to: 'bob', room: 'r', text: 'x' };
    expect(after(...IN, say).effects).toEqual([{ type: 'send', message }]);
    expect(after(...LOST, say)).toMatchObject({ state: { outbox: [] }, effects: [] });
  });

  test('is there where the server says so', () => {
    expect(after(...IN).state.chat).toBe(false);
    const able = says(joined([], { features: ['chat'] }));
    expect(after({ type: 'start' }, { type: 'connected' }, able).state.chat).toBe(true);
  });
});
