import { admits } from '../host/gate.ts';
import type { SessionState } from '../session-state.ts';
import type { RoomNow } from './chat-state.ts';

/** What the chat has to know of a stay in a room. */
export function roomNow(session: SessionState): RoomNow {
  const { id, name, sharing, phase, chat, peers, hosting } = session;
  return {
    me: { id, name, sharing },
    online: phase === 'joined',
    supported: chat && (phase === 'joined' || phase === 'reconnecting'),
    members: [...peers.values()]
      .filter((peer) => admits(hosting.gate, peer.id))
      .map((peer) => ({ ...peer, sharing: peer.sharing === true })),
  };
}

/** Whether nothing has changed that the chat has to know. */
export function isSameRoom(a: SessionState | null, b: SessionState): boolean {
  return (
    a !== null &&
    a.id === b.id &&
    a.name === b.name &&
    a.sharing === b.sharing &&
    a.phase === b.phase &&
    a.chat === b.chat &&
    a.peers === b.peers &&
    a.hosting.gate === b.hosting.gate &&
    a.token === b.token
  );
}

/** Whether the server has taken me in afresh. */
export function hasEntered(before: SessionState | null, now: SessionState): boolean {
  return now.phase === 'joined' && now.token !== (before?.token ?? null);
}
