import type { IceServer, Relay } from '@porthole/signaling/protocol';
import type { SenderSettings } from '../core/encoding.ts';
import type { PeerMessage, ShareEnded } from '../core/peer-message.ts';
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
  readonly heard: (peer: string, message: ShareEnded) => void;
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
  /**
   * Tells everyone whose data channel is open, and waits until they have heard (1 s at most): what goes through the
   * server afterwards must not overtake it.
   */
  tell(message: ShareEnded): Promise<void>;
  resync(): void;
  /** The ICE servers changed: open Links use the new ones when they restart. */
  useIceServers(): void;
  close(): void;
}

/** How long a farewell may hold up the end, in ms. */
const TELL_DEADLINE_MS = 1000;

export function createMesh(options: MeshOptions): Mesh {
  const links = new Map<string, Link>();
  const peers = new Set<string>();
  /** Whom an answer is awaited from, and what to do when it comes. */
  const unheard = new Map<string, () => void>();
  let sharing: Outgoing | null = null;

  function open(peer: string): Link {
    const link = createLink({
      me: options.me(),
      peer,
      iceServers: options.iceServers(),
      schedule: options.schedule,
      signal: (message) => options.relay({ ...message, to: peer, room: options.room }),
      changed: options.changed,
      heard: (message) => heard(peer, message),
    });
    links.set(peer, link);
    if (sharing) link.share(sharing);
    return link;
  }

  function heard(peer: string, message: PeerMessage): void {
    if (message.type === 'heard') return unheard.get(peer)?.();
    options.heard(peer, message);
    links.get(peer)?.tell({ type: 'heard' });
  }

  function closeLink(peer: string): void {
    unheard.get(peer)?.();
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
      const told = [...links].filter(([, link]) => link.tell(message)).map(([peer]) => peer);
      const answers = told.map((peer) => new Promise<void>((resolve) => unheard.set(peer, resolve)));
      await Promise.race([Promise.all(answers), delay(TELL_DEADLINE_MS)]);
      unheard.clear();
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
