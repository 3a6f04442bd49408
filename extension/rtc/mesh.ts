import type { IceServer, Relay } from '@porthole/signaling/protocol';
import type { SenderSettings } from '../core/encoding.ts';
import type { PeerMessage } from '../core/peer-message.ts';
import type { IncomingRelay } from '../core/session-state.ts';
import { createLink, type Link } from './link.ts';
import type { Outgoing } from './outgoing.ts';
import { delay, type Schedule } from './schedule.ts';

export interface MeshOptions {
  readonly room: string;
  readonly schedule: Schedule;
  readonly me: () => string;
  readonly iceServers: () => readonly IceServer[];
  readonly relay: (message: Relay) => void;
  /** Any Link's state or remote media changed. */
  readonly changed: () => void;
  readonly heard: (peer: string, message: PeerMessage) => void;
}

/** My Links, one for each Peer that shares with me or that I share with. The sharer offers. */
export interface Mesh {
  readonly links: ReadonlyMap<string, Link>;
  addPeer(peer: string): void;
  removePeer(peer: string): void;
  deliver(relay: IncomingRelay): void;
  /** Sends this to everyone from now on, or nothing. */
  share(outgoing: Outgoing | null): void;
  adjust(settings: SenderSettings): void;
  /** Tells everyone whose data channel is open, and waits until it is on its way (500 ms at most). */
  tell(message: PeerMessage): Promise<void>;
  resync(): void;
  /** The ICE servers changed: open Links use the new ones when they restart. */
  useIceServers(): void;
  close(): void;
}

/** How long a farewell may hold up the end, in ms. */
const TELL_DEADLINE_MS = 500;
const TELL_POLL_MS = 20;

export function createMesh(options: MeshOptions): Mesh {
  const links = new Map<string, Link>();
  const peers = new Set<string>();
  let sharing: Outgoing | null = null;

  function open(peer: string): Link {
    const link = createLink({
      me: options.me(),
      peer,
      iceServers: options.iceServers(),
      schedule: options.schedule,
      signal: (message) => options.relay({ ...message, to: peer, room: options.room }),
      changed: options.changed,
      heard: (message) => options.heard(peer, message),
    });
    links.set(peer, link);
    if (sharing) link.share(sharing);
    return link;
  }

  function closeLink(peer: string): void {
    links.get(peer)?.close();
    links.delete(peer);
  }

  return {
    links,
    addPeer(peer) {
      peers.add(peer);
      if (sharing && !links.has(peer)) open(peer);
    },
    removePeer(peer) {
      peers.delete(peer);
      closeLink(peer);
      options.changed();
    },
    deliver(relay) {
      // Only an offer opens a Link; a candidate may overtake it.
      const link = links.get(relay.from) ?? (relay.type === 'answer' ? undefined : open(relay.from));
      link?.handle(relay);
    },
    share(outgoing) {
      sharing = outgoing;
      for (const link of links.values()) link.share(outgoing);
      if (outgoing) for (const peer of peers) if (!links.has(peer)) open(peer);
    },
    adjust(settings) {
      if (sharing) sharing = { ...sharing, settings };
      for (const link of links.values()) link.adjust(settings);
    },
    async tell(message) {
      const told = [...links.values()].filter((link) => link.tell(message));
      for (let waited = 0; waited < TELL_DEADLINE_MS; waited += TELL_POLL_MS) {
        // The first wait is always taken: what left the buffer may still be on its way to the network.
        await delay(TELL_POLL_MS);
        if (!told.some((link) => link.telling)) return;
      }
    },
    useIceServers() {
      for (const link of links.values()) link.useIceServers(options.iceServers());
    },
    resync() {
      for (const link of links.values()) link.resync();
    },
    close() {
      for (const peer of links.keys()) closeLink(peer);
      peers.clear();
      sharing = null;
    },
  };
}
