import { describe, expect, test } from 'vitest';
import type { IncomingRelay } from '../core/session-state.ts';
import { createPastSessions, createPeerSession } from './peer-session.ts';

const relay = (type: 'offer' | 'answer', session: number): IncomingRelay => ({
  type,
  from: 'bob',
  to: 'ann',
  room: 'r',
  sdp: `v=0\r\no=- ${session} 2 IN IP4 127.0.0.1\r\ns=-\r\n`,
});
const candidate: IncomingRelay = {
  type: 'ice-candidate',
  from: 'bob',
  to: 'ann',
  room: 'r',
  candidate: { candidate: '' },
};

describe('a Link', () => {
  test('belongs to the first connection of the peer’s that it hears of', () => {
    const session = createPeerSession();
    expect(session.isForeign(relay('offer', 1))).toBe(false);
    session.note(candidate);
    expect(session.id).toBeNull();
    session.note(relay('offer', 1));
    session.note(relay('offer', 2));
    expect(session.isForeign(relay('answer', 1))).toBe(false);
    expect(session.isForeign(relay('answer', 2))).toBe(true);
    expect(session.isForeign(candidate)).toBe(false);
  });
});

describe('connections that are over', () => {
  test('say nothing any more', () => {
    const past = createPastSessions();
    const session = createPeerSession();
    session.note(relay('answer', 1));
    past.add(session.id);
    past.add(null);
    expect([relay('answer', 1), relay('offer', 1), relay('answer', 2), candidate].map(past.has)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('are forgotten after many others', () => {
    const past = createPastSessions();
    const ids = Array.from({ length: 70 }, (_, index) => index + 1);
    for (const id of ids) {
      const session = createPeerSession();
      session.note(relay('answer', id));
      past.add(session.id);
    }
    const kept = ids.filter((id) => past.has(relay('answer', id)));
    expect([kept[0], kept.length]).toEqual([7, 64]);
  });
});
