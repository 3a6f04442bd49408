import type { SenderSettings } from '../core/encoding.ts';
import {
  isCodeMessage,
  parsePeerMessage,
  type Heard,
  type PeerMessage,
  type PeerNews,
} from '../core/peer-message.ts';
import type { PointerMessage } from '../core/pointer/pointer-message.ts';
import type { Pointing } from '../core/pointer/pointing.ts';
import type { IncomingRelay } from '../core/session-state.ts';
import type { LinkState } from '../core/snapshot.ts';
import type { Viewing } from '../core/wish.ts';
import { createDecodersTold, type DecodersTold } from './decoders-told.ts';
import { createFloodGuard } from './flood-guard.ts';
import { createNegotiator, type LinkSignal } from './negotiator.ts';
import type { Engine } from './engine/engine.ts';
import { createOutgoingMedia } from './outgoing.ts';
import { createPeerWord, type PeerWord } from './peer-word.ts';
import { openPointerChannel } from './pointer-channel.ts';
import { createTell } from './peer-channel.ts';
import { createPeerSession } from './peer-session.ts';
import { watchPath } from './path-watch.ts';
import { createRemoteMedia } from './remote-media.ts';
import type { NumbersTold } from './numbers.ts';
import { createReporter, type Reporter } from './reporter.ts';
import { agreeOnCode } from './safety-code.ts';
import type { Schedule } from './schedule.ts';
import type { Outgoing, VideoSender } from './video-sender.ts';

export interface LinkOptions {
  readonly me: string;
  readonly peer: string;
  readonly configuration: RTCConfiguration;
  readonly schedule: Schedule;
  /** Encodes what I share; null before I do for the first time. */
  readonly engine: () => Engine | null;
  /** Carries a message to the peer through the server. */
  readonly signal: (message: LinkSignal) => void;
  /** How I look at what the peer sends. */
  readonly viewing: () => Viewing;
  /** What the peer sends is recorded. */
  readonly recorded: () => boolean;
  /** What my end of the journey tells of itself. */
  readonly numbers: NumbersTold;
  /** State or remote media changed. */
  readonly changed: () => void;
  /** The peer said something over the data channel. */
  readonly heard: (message: PeerNews | Heard) => void;
  /** The peer said where it, or others, point. */
  readonly pointed: (message: PointerMessage) => void;
  /** The data channel is open. */
  readonly opened: () => void;
  /** The peer says more over the data channels than an honest one ever does, or reads nothing. */
  readonly flooded: () => void;
  /** What the peer sends is held back here since a sleep, and will be live over a new connection. */
  readonly behind: () => void;
}

/** One RTCPeerConnection with one Peer, for as long as both are in the room. */
export interface Link {
  readonly state: LinkState;
  /** What the peer sends; another stream whenever its tracks change; null while it sends nothing. */
  readonly remote: MediaStream | null;
  /** What the peer says of what it sends me, and of what I send it. */
  readonly told: Pick<Reporter, 'shown' | 'making' | 'latest'>;
  readonly decoders: Pick<DecodersTold, 'mine'>;
  /** The safety code of this connection, as numbers from 0 to 63; null until both sides know it. */
  readonly code: readonly number[] | null;
  /** What the peer says of pointers on its picture; null while it does not say. */
  readonly pointing: Pointing | null;
  /** What the peer says of what it shares. */
  readonly word: Pick<PeerWord, 'crashed' | 'paused'>;
  /** Sends this from now on, or nothing. */
  share(outgoing: Outgoing | null): void;
  /** Changes the encoding of what is sent, without negotiation. */
  adjust(settings: SenderSettings): void;
  /** What is sent has other tracks now. */
  replaceTracks(): void;
  /** @returns false while the data channel is not open */
  tell(message: PeerMessage): boolean;
  /** Says where somebody points; lost where the way is not open or clogged: what comes late is worth nothing. */
  point(text: string): void;
  /** Takes a message from the peer. Never throws: what cannot be used is dropped. */
  handle(relay: IncomingRelay): void;
  /** Which connection of the peer's it belongs to; null before the first description. */
  readonly peerSession: string | null;
  /** Whether a description is of another connection than those before: the peer has begun anew. */
  isForeign(relay: IncomingRelay): boolean;
  /** Offers again what may have been lost with the signaling server. */
  resync(): void;
  /** From the next ICE restart on. */
  configure(configuration: RTCConfiguration): void;
  /** Looks for a path anew; what flows goes on flowing meanwhile. */
  restart(configuration: RTCConfiguration): void;
  getStats(): Promise<RTCStatsReport>;
  close(): void;
}

export function createLink(options: LinkOptions): Link {
  const connection = new RTCPeerConnection(options.configuration);
  const { channel, reports, point } = openChannels(connection, options);
  const remote = createRemoteMedia(connection, options.changed);
  const reporter = createReporter({
    connection,
    channel: reports,
    schedule: options.schedule,
    receiving: () => remote.stream !== null,
    viewing: options.viewing,
    recorded: options.recorded,
    ...options.numbers,
    behind: options.behind,
    ...engineWords(options),
  });
  const { me, peer, changed } = options;
  const tell = createTell(channel, options.flooded);
  const code = agreeOnCode({ me, peer, connection, channel, changed });
  const report = () => reporter.latest;
  const enqueue = (operation: () => Promise<void>) => negotiator.enqueue(operation);
  let sharing: Outgoing | null = null;
  const word = createPeerWord(changed);
  const decoders = createDecodersTold(() => channel.readyState === 'open' && remote.stream !== null, tell);
  const session = createPeerSession();
  const unwatch = watchPath(connection, options.schedule, () => sharing !== null);
  const negotiator = createNegotiator(connection, {
    me,
    peer,
    schedule: options.schedule,
    signal: options.signal,
    maxBitrate: () => sharing?.settings.maxBitrate ?? null,
    async settled() {
      remote.refresh();
      decoders.tell();
      // Until the first answer there are no negotiated encodings to set parameters on.
      if (sharing) await outgoing.apply(sharing.settings);
    },
  });

  const outgoing = createOutgoingMedia(connection, (): VideoSender => {
    const engine = options.engine();
    if (!engine) throw new Error('a share without an engine');
    return engine.addSink({ peer, connection, enqueue, report, decoding: () => word.decoding });
  });

  connection.addEventListener('connectionstatechange', options.changed);
  channel.addEventListener('message', ({ data }) => {
    const message = parsePeerMessage(data);
    if (!message || word.take(message)) return;
    if (isCodeMessage(message)) code.take(message);
    else options.heard(message);
  });
  channel.addEventListener('open', () => (options.opened(), decoders.tell()));

  return {
    get state() {
      return LINK_STATES[connection.connectionState];
    },
    get remote() {
      return remote.stream;
    },
    told: reporter,
    decoders,
    get code() {
      return code.value;
    },
    get pointing() {
      return word.pointing;
    },
    word,
    share(next) {
      sharing = next;
      negotiator.enqueue(() => outgoing.set(next));
    },
    adjust(settings) {
      if (sharing) sharing = { ...sharing, settings };
      negotiator.enqueue(() => outgoing.apply(settings));
    },
    replaceTracks: () => negotiator.enqueue(() => outgoing.replaceTracks()),
    tell,
    point,
    get peerSession() {
      return session.id;
    },
    isForeign: session.isForeign,
    handle: (relay) => negotiator.handle(session.note(relay)),
    resync: () => negotiator.resync(),
    configure: (configuration) => connection.setConfiguration(configuration),
    restart(configuration) {
      connection.setConfiguration(configuration);
      connection.restartIce();
    },
    getStats: () => connection.getStats(),
    close() {
      unwatch();
      negotiator.close();
      connection.removeEventListener('connectionstatechange', options.changed);
      remote.close();
      reporter.close();
      outgoing.close();
      connection.close();
    },
  };
}

/** What the reporter asks of the engine, and tells it. */
function engineWords({ engine, peer }: Pick<LinkOptions, 'engine' | 'peer'>) {
  return {
    showing: () => engine()?.shownTo(peer) ?? null,
    stopped: () => engine()?.hurry(peer),
  };
}

function openChannels(
  connection: RTCPeerConnection,
  { flooded, pointed }: Pick<LinkOptions, 'flooded' | 'pointed'>,
) {
  const channel = connection.createDataChannel('porthole', { negotiated: true, id: 0 });
  const reports = connection.createDataChannel('porthole-reports', REPORTS);
  const guard = createFloodGuard(flooded);
  const pointers = openPointerChannel(connection, pointed);
  for (const counted of [channel, reports, pointers.channel]) guard.watch(counted);
  // Neither of us opens one this way; what a stranger opens is not read.
  connection.addEventListener('datachannel', ({ channel: opened }) => (opened.close(), guard.opened(opened)));
  return { channel, reports, point: pointers.point };
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
