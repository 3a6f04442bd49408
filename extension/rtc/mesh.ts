import type { Relay } from '@porthole/signaling/protocol';
import type { GateMessage, Heard, PeerNews, ShareEnded } from '../core/peer-message.ts';
import type { PointerMessage } from '../core/pointer/pointer-message.ts';
import { NO_VIEWING, type Viewing } from '../core/wish.ts';
import type { IncomingRelay } from '../core/session-state.ts';
import { createCutOffs } from './cut-offs.ts';
import type { Engine, EngineShare } from './engine/engine.ts';
import { createFarewell } from './farewell.ts';
import { createLink, type Link } from './link.ts';
import type { NumbersTold } from './numbers.ts';
import { createPauseNews } from './pause-news.ts';
import { createPastSessions } from './peer-session.ts';
import type { Schedule } from './schedule.ts';
import type { Encodings, Outgoing } from './video-sender.ts';

export interface MeshOptions {
  readonly room: string;
  readonly schedule: Schedule;
  /** Encodes once for all; null = an encoder for each Link. Asked when I share. */
  readonly engine: () => Engine | null;
  readonly me: () => string;
  /** ICE servers, and whether relays alone may be used. */
  readonly configuration: () => RTCConfiguration;
  readonly relay: (message: Relay) => void;
  /** Whether messages reach the server now: without it no Link is given up for a new one. */
  readonly signals: () => boolean;
  /** Any Link's state or remote media changed. */
  readonly changed: () => void;
  /** What this peer sends is recorded. */
  readonly recorded: (peer: string) => boolean;
  readonly heard: (peer: string, message: PeerNews) => void;
  /** A data channel has opened. */
  readonly opened: (peer: string) => void;
  /** What my end of the journey tells a peer. */
  readonly numbers: (peer: string) => NumbersTold;
  readonly pointed: (peer: string, message: PointerMessage) => void;
  /** What a host has to tell a peer before anything else; null for one who is no host. */
  readonly gateFor: (peer: string) => GateMessage | null;
}

/** My Links, one for each Peer that shares with me or that I share with. The sharer offers. */
export interface Mesh {
  readonly links: ReadonlyMap<string, Link>;
  /** Peers that flooded a Link, or what leads to it: they stay out for a while. */
  readonly cutOff: ReadonlySet<string>;
  addPeer(peer: string): void;
  /** Connects, though neither may share: I have something to tell. */
  callPeer(peer: string): void;
  /** Gives up what does not lead to a peer who shares, and offers it a new connection; one that works stays. */
  retry(peer: string): void;
  removePeer(peer: string): void;
  /** How I look at what a peer sends, from now on. */
  view(peer: string, viewing: Viewing): void;
  deliver(relay: IncomingRelay): void;
  /** Sends this to everyone from now on, or nothing. */
  share(outgoing: Outgoing | null): void;
  adjust(encodings: Encodings): void;
  /** The stream that is shared has other tracks now: nobody loses the picture, and nothing is negotiated. */
  replaceTracks(): void;
  /** Tells everyone, and whoever comes, whether a card is shown instead of the picture. */
  tellPaused(paused: boolean): void;
  /** The capture is over: it is read no more, though the senders stay until {@link share}. */
  release(): void;
  /**
   * Tells everyone whose data channel is open, and waits until they have heard (1 s at most): what goes through the
   * server afterwards must not overtake it.
   */
  tell(message: ShareEnded): Promise<void>;
  /** Tells everyone whose data channel is open whom to deal with; all others are told when it opens. */
  tellGate(): void;
  resync(): void;
  /** The configuration changed: open Links use the new one when they restart. */
  useIceServers(): void;
  /** Looks for a path anew on every Link, by the configuration of now. */
  restart(): void;
  /**
   * Opens every Link anew, by the configuration of now. A restart would not do where relays alone may be used from now on:
   * Chromium goes on with a pair of host candidates that still works, whatever `iceTransportPolicy` has become.
   */
  reopen(): void;
  close(): void;
}

export function createMesh(options: MeshOptions): Mesh {
  const links = new Map<string, Link>();
  const peers = new Set<string>();
  const viewings = new Map<string, Viewing>();
  const farewell = createFarewell();
  const cutOffs = createCutOffs(options.schedule, {
    cut: (peer) => closeLink(peer),
    pardoned: (peer) => void (peers.has(peer) && offerTo(peer)),
    changed: options.changed,
  });
  let sharing: Outgoing | null = null;
  const pauseNews = createPauseNews(links);
  const past = createPastSessions();

  function open(peer: string): Link {
    const link = createLink({
      ...forPeer(options, peer),
      signal: (message) => options.relay({ ...message, to: peer, room: options.room }),
      viewing: () => viewings.get(peer) ?? NO_VIEWING,
      numbers: options.numbers(peer),
      heard: (message) => heard(peer, message),
      flooded: () => cutOffs.add(peer),
      behind: () => options.signals() && (replaceLink(peer, open), options.changed()),
      pointed: (message) => options.pointed(peer, message),
      opened: () => (tellGate(links, [peer], options.gateFor), pauseNews.greet(peer), options.opened(peer)),
    });
    links.set(peer, link);
    if (sharing) link.share(sharing);
    return link;
  }

  const connect = (peer: string) => void (links.has(peer) || cutOffs.peers.has(peer) || open(peer));

  const offerTo = (peer: string) => void (sharing && connect(peer));

  function heard(peer: string, message: PeerNews | Heard): void {
    if (message.type === 'heard') return farewell.heard(peer);
    options.heard(peer, message);
    if (message.type === 'share-ended') links.get(peer)?.tell({ type: 'heard' });
  }

  function closeLink(peer: string): void {
    farewell.heard(peer);
    past.add(links.get(peer)?.peerSession ?? null);
    links.get(peer)?.close();
    links.delete(peer);
  }

  function replaceLink(peer: string, connectAnew: (peer: string) => void): void {
    closeLink(peer);
    connectAnew(peer);
  }

  return {
    links,
    cutOff: cutOffs.peers,
    addPeer: (peer) => (peers.add(peer), offerTo(peer)),
    retry(peer) {
      const isLost = links.get(peer)?.state !== 'connected';
      if (peers.has(peer) && isLost && options.signals()) replaceLink(peer, connect);
    },
    callPeer: (peer) => void (peers.has(peer) && connect(peer)),
    removePeer(peer) {
      peers.delete(peer);
      viewings.delete(peer);
      cutOffs.forget(peer);
      closeLink(peer);
      options.changed();
    },
    view: (peer, viewing) => void viewings.set(peer, viewing),
    deliver(relay) {
      if (!cutOffs.takes(relay) || past.has(relay)) return;
      // One of us was away for so long that the other gave the connection up: what is left of it leads nowhere.
      if (links.get(relay.from)?.isForeign(relay)) replaceLink(relay.from, offerTo);
      // Only an offer opens a Link; a candidate may overtake it.
      const link = links.get(relay.from) ?? (relay.type === 'answer' ? undefined : open(relay.from));
      link?.handle(relay);
    },
    share(outgoing) {
      sharing = outgoing;
      options.engine()?.share(outgoing && engineShare(outgoing));
      for (const link of links.values()) link.share(outgoing);
      for (const peer of peers) offerTo(peer);
    },
    adjust(encodings) {
      if (sharing) sharing = { ...sharing, ...encodings };
      options.engine()?.adjust(encodings.rungs);
      for (const link of links.values()) link.adjust(encodings.settings);
    },
    replaceTracks() {
      const [track] = sharing?.stream.getVideoTracks() ?? [];
      if (track) options.engine()?.replaceTrack(track);
      for (const link of links.values()) link.replaceTracks();
    },
    tellPaused: pauseNews.tell,
    release: () => options.engine()?.share(null),
    tell: (message) => farewell.tell(links, message),
    tellGate: () => tellGate(links, links.keys(), options.gateFor),
    ...pathsOf(links, options, (peer) => replaceLink(peer, open)),
    close() {
      for (const peer of links.keys()) closeLink(peer);
      cutOffs.close();
      peers.clear();
      sharing = null;
    },
  };
}

/** What becomes of the ways to all peers. */
function pathsOf(
  links: ReadonlyMap<string, Link>,
  { configuration, changed }: MeshOptions,
  openAnew: (peer: string) => void,
): Pick<Mesh, 'useIceServers' | 'restart' | 'reopen' | 'resync'> {
  return {
    useIceServers: () => links.forEach((link) => link.configure(configuration())),
    restart: () => (links.forEach((link) => link.restart(configuration())), changed()),
    reopen() {
      const before = new Set(links.keys());
      for (const peer of before) openAnew(peer);
      changed();
    },
    resync: () => links.forEach((link) => link.resync()),
  };
}

/** What a Link to this peer needs of what all have in common. */
function forPeer(options: MeshOptions, peer: string) {
  const { me, configuration, schedule, engine, changed, recorded } = options;
  return {
    me: me(),
    peer,
    configuration: configuration(),
    schedule,
    engine,
    changed,
    recorded: () => recorded(peer),
  };
}

/** @returns null where there is no picture */
function engineShare(outgoing: Outgoing): EngineShare | null {
  const { stream, rungs, codecs, settings, preset } = outgoing;
  const [track] = stream.getVideoTracks();
  return track ? { track, rungs, codecs, preset, hint: settings.contentHint } : null;
}

/** @param to whom; nobody hears it whose data channel is not open yet */
function tellGate(
  links: ReadonlyMap<string, Link>,
  to: Iterable<string>,
  gateFor: MeshOptions['gateFor'],
): void {
  for (const peer of to) {
    const message = gateFor(peer);
    if (message) links.get(peer)?.tell(message);
  }
}
