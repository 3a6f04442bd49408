import type { ClientMessage } from '@porthole/signaling/protocol';
import { markOffer } from '../core/host/host-mark.ts';
import { hostProof, hostVerifier, newHostKey } from '../core/host/host-key.ts';
import { createHosting, gateMessage, type Hosting } from '../core/host/hosting.ts';
import type { GateMessage } from '../core/peer-message.ts';
import type { RandomBytes } from '../core/room-key.ts';
import type { SessionState } from '../core/session-state.ts';

/** What is kept of a room from one visit to the next. */
export interface RoomMemory {
  /** Base64url; null where I am not its host. */
  readonly hostKey: string | null;
  /** See `Hosting.pass`; null where nothing can be kept. */
  readonly pass: string | null;
  /** I became the host, or am no more. */
  readonly keepHostKey: (key: string | null) => void;
}

/** Holds my host key for one stay in a room: the reducer only knows what is derived from it. */
export interface HostKeeper {
  readonly hosting: Hosting;
  /** Makes a new key and keeps it. @returns its verifier */
  renew(): string;
  drop(): void;
  /** What I tell a peer past the server; null while I am no host. */
  gateFor(state: SessionState, peer: string): GateMessage | null;
  /** Has an offer of mine say that it is the host's, while I am; everything else stays as it is. */
  mark(state: SessionState, message: ClientMessage): ClientMessage;
}

export function createHostKeeper(memory: RoomMemory, random: RandomBytes): HostKeeper {
  let { hostKey } = memory;

  function keep(key: string | null): void {
    hostKey = key;
    memory.keepHostKey(key);
  }

  return {
    hosting: createHosting(hostKey === null ? null : hostVerifier(hostKey), memory.pass),
    renew() {
      const key = newHostKey(random);
      keep(key);
      return hostVerifier(key);
    },
    drop: () => keep(null),
    gateFor({ id, room, hosting, peers }, peer) {
      if (hostKey === null || hosting.host !== id) return null;
      return gateMessage(hosting, [id, ...peers.keys()], hostProof(hostKey, room, peer));
    },
    mark({ id, room, hosting }, message) {
      if (message.type !== 'offer' || hostKey === null || hosting.host !== id) return message;
      const { sdp, to } = message;
      return { ...message, sdp: markOffer(sdp, hostProof(hostKey, room, to), { room, from: id, to }) };
    },
  };
}
