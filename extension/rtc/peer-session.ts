import { sdpSession } from '../core/sdp.ts';
import type { IncomingRelay } from '../core/session-state.ts';

/** Remembers which connection of the peer's a Link belongs to. */
export interface PeerSession {
  /** Of the peer's connection; null before its first description. */
  readonly id: string | null;
  /** Whether a description is of another connection than those before: the peer has begun anew. */
  isForeign(relay: IncomingRelay): boolean;
  /** @returns the same */
  note(relay: IncomingRelay): IncomingRelay;
}

export function createPeerSession(): PeerSession {
  let known: string | null = null;

  return {
    get id() {
      return known;
    },
    isForeign(relay) {
      const session = sessionOf(relay);
      return session !== null && known !== null && session !== known;
    },
    note(relay) {
      known ??= sessionOf(relay);
      return relay;
    },
  };
}

/** Connections of peers that are over. */
export interface PastSessions {
  /**
   * Whether a description is of one of them: it was on its way, or its sender slept. The answer to an old offer must not be
   * taken for that to a new one, which then would seem to be of yet another connection, and so on without an end.
   */
  has(relay: IncomingRelay): boolean;
  /** @param session null where none was known */
  add(session: string | null): void;
}

/** The oldest are forgotten: what is on its way does not last for long. */
const MOST_PAST = 64;

export function createPastSessions(): PastSessions {
  const past = new Set<string>();
  return {
    has: (relay) => past.has(sessionOf(relay) ?? ''),
    add(session) {
      if (session === null) return;
      past.add(session);
      const [oldest] = past;
      if (past.size > MOST_PAST && oldest !== undefined) past.delete(oldest);
    },
  };
}

/** @returns null for what is no description */
function sessionOf(relay: IncomingRelay): string | null {
  return relay.type === 'ice-candidate' ? null : sdpSession(relay.sdp);
}
