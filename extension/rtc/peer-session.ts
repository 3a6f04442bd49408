import { sdpSession } from '../core/sdp.ts';
import type { IncomingRelay } from '../core/session-state.ts';

/** Remembers which connection of the peer's a Link belongs to. */
export interface PeerSession {
  /** Whether a description is of another connection than those before: the peer has begun anew. */
  isForeign(relay: IncomingRelay): boolean;
  /** @returns the same */
  note(relay: IncomingRelay): IncomingRelay;
}

export function createPeerSession(): PeerSession {
  let known: string | null = null;

  return {
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

/** @returns null for what is no description */
function sessionOf(relay: IncomingRelay): string | null {
  return relay.type === 'ice-candidate' ? null : sdpSession(relay.sdp);
}
