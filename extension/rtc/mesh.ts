import type { IceServer, Relay } from '@porthole/signaling/protocol';
import type { PeerMessage, ShareEnded } from '../core/peer-message.ts';
import type { IncomingRelay } from '../core/session-state.ts';
import type { Engine, EngineShare } from './engine/engine.ts';
import { createLink, type Link } from './link.ts';
import { delay, type Schedule } from './schedule.ts';
import type { Encodings, Outgoing } from './video-sender.ts';

export interface MeshOptions {
  readonly room: string;
  readonly schedule: Schedule;
  /** Encodes once for all; null = an encoder for each Link. Asked when I share. */
  readonly engine: () => Engine | null;
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
  adjust(encodings: Encodings): void;
  /** The capture is over: it is read no more, though the senders stay until {@link share}. */
  release(): void;
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
      engine: options.engine,
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
      options.engine()?.share(outgoing && engineShare(outgoing));
      for (const link of links.values()) link.share(outgoing);
      if (outgoing) for (const peer of peers) if (!links.has(peer)) open(peer);
    },
    adjust(encodings) {
      if (sharing) sharing = { ...sharing, ...encodings };
      options.engine()?.adjust(encodings.rungs);
      for (const link of links.values()) link.adjust(encodings.settings);
    },
    release: () => options.engine()?.share(null),
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

/** @returns null where nothing is to be encoded once */
function engineShare(outgoing: Outgoing): EngineShare | null {
  const { stream, rungs, codecs, settings, encodeOnce } = outgoing;
  const [track] = stream.getVideoTracks();
  return track && encodeOnce ? { track, rungs, codecs, hint: settings.contentHint } : null;
}
