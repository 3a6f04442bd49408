import type { IceServer } from '@porthole/signaling/protocol';
import type { SenderSettings } from '../core/encoding.ts';
import { parsePeerMessage, type PeerMessage } from '../core/peer-message.ts';
import type { IncomingRelay } from '../core/session-state.ts';
import type { LinkState } from '../core/snapshot.ts';
import { createNegotiator, type LinkSignal } from './negotiator.ts';
import type { Engine } from './engine/engine.ts';
import { createOutgoingMedia } from './outgoing.ts';
import { watchPath } from './path-watch.ts';
import { createRemoteMedia } from './remote-media.ts';
import { createReporter } from './reporter.ts';
import type { Schedule } from './schedule.ts';
import { createPlainVideo, type Outgoing } from './video-sender.ts';

export interface LinkOptions {
  readonly me: string;
  readonly peer: string;
  readonly iceServers: readonly IceServer[];
  readonly schedule: Schedule;
  /** Encodes for several Links at once; null = each Link has an encoder of its own. Asked when I share. */
  readonly engine: () => Engine | null;
  /** Carries a message to the peer through the server. */
  readonly signal: (message: LinkSignal) => void;
  /** State or remote media changed. */
  readonly changed: () => void;
  /** The peer said something over the data channel. */
  readonly heard: (message: PeerMessage) => void;
}

/** One RTCPeerConnection with one Peer, for as long as both are in the room. */
export interface Link {
  readonly state: LinkState;
  /** What the peer sends; another stream whenever its tracks change; null while it sends nothing. */
  readonly remote: MediaStream | null;
  /** Sends this from now on, or nothing. */
  share(outgoing: Outgoing | null): void;
  /** Changes the encoding of what is sent, without negotiation. */
  adjust(settings: SenderSettings): void;
  /** @returns false while the data channel is not open */
  tell(message: PeerMessage): boolean;
  /** Takes a message from the peer. Never throws: what cannot be used is dropped. */
  handle(relay: IncomingRelay): void;
  /** Offers again what may have been lost with the signaling server. */
  resync(): void;
  /** From the next ICE restart on. */
  useIceServers(iceServers: readonly IceServer[]): void;
  getStats(): Promise<RTCStatsReport>;
  close(): void;
}

export function createLink(options: LinkOptions): Link {
  const connection = new RTCPeerConnection({ iceServers: [...options.iceServers] });
  const channel = connection.createDataChannel('porthole', { negotiated: true, id: 0 });
  const remote = createRemoteMedia(connection, options.changed);
  const reporter = createReporter({
    connection,
    channel: connection.createDataChannel('porthole-reports', REPORTS),
    schedule: options.schedule,
    receiving: () => remote.stream !== null,
  });
  const report = () => reporter.latest;
  const enqueue = (operation: () => Promise<void>) => negotiator.enqueue(operation);
  let sharing: Outgoing | null = null;
  const unwatch = watchPath(connection, options.schedule, () => sharing !== null);
  const negotiator = createNegotiator(connection, {
    me: options.me,
    peer: options.peer,
    signal: options.signal,
    maxBitrate: () => sharing?.settings.maxBitrate ?? null,
    async settled() {
      remote.refresh();
      // Until the first answer there are no negotiated encodings to set parameters on.
      if (sharing) await outgoing.apply(sharing.settings);
    },
  });

  const outgoing = createOutgoingMedia(
    connection,
    () =>
      options.engine()?.addSink({ peer: options.peer, connection, enqueue, report }) ??
      createPlainVideo(connection),
  );

  connection.addEventListener('connectionstatechange', options.changed);
  channel.addEventListener('message', ({ data }) => {
    const message = parsePeerMessage(data);
    if (message) options.heard(message);
  });

  return {
    get state() {
      return LINK_STATES[connection.connectionState];
    },
    get remote() {
      return remote.stream;
    },
    share(next) {
      sharing = next;
      negotiator.enqueue(() => outgoing.set(next));
    },
    adjust(settings) {
      if (sharing) sharing = { ...sharing, settings };
      negotiator.enqueue(() => outgoing.apply(settings));
    },
    tell(message) {
      if (channel.readyState !== 'open') return false;
      channel.send(JSON.stringify(message));
      return true;
    },
    handle: (relay) => negotiator.handle(relay),
    resync: () => negotiator.resync(),
    useIceServers: (iceServers) => connection.setConfiguration({ iceServers: [...iceServers] }),
    getStats: () => connection.getStats(),
    close() {
      unwatch();
      connection.removeEventListener('connectionstatechange', options.changed);
      remote.close();
      reporter.close();
      outgoing.close();
      connection.close();
    },
  };
}

/** A report that comes late is worth nothing: it is neither ordered nor sent again. */
const REPORTS: RTCDataChannelInit = { negotiated: true, id: 1, ordered: false, maxRetransmits: 0 };

const LINK_STATES: Readonly<Record<RTCPeerConnectionState, LinkState>> = {
  new: 'connecting',
  connecting: 'connecting',
  connected: 'connected',
  disconnected: 'connecting',
  failed: 'failed',
  closed: 'none',
};
