import type { SenderSettings } from '../../core/encoding.ts';
import type { VideoCodec } from '../../core/codec-choice.ts';
import { codecName, preferCodecs } from '../codecs.ts';
import { addVideo, applySettings, direct, type Outgoing, type VideoSender } from '../video-sender.ts';
import type { EncodedOutput } from './encoded-output.ts';
import type { ToFanOut } from './fan-out-messages.ts';
import type { RungSource } from './rung-source.ts';

/** A Link's video sender whose frames come from its own encoder, or from a rung that it shares with others. */
export interface Sink extends VideoSender {
  readonly id: string;
  readonly connected: boolean;
  /** Something is to be sent. */
  readonly sending: boolean;
  /** The rung source that it is on, or goes to; null = its own encoder. */
  readonly source: RungSource | null;
  /** What its sender was switched to; null = the first of `codecs`. */
  readonly codec: VideoCodec | null;
  /** What the viewer takes, best first; empty before its answer. */
  readonly codecs: readonly RTCRtpCodecParameters[];
  useOwn(): void;
  /** @param stop show nothing until the rung's key frame: on the way down */
  useRung(source: RungSource, stop: boolean): void;
  /** @param maxTemporal highest temporal layer that the viewer gets, 0–2 */
  setLayers(maxTemporal: number): void;
  getStats(): Promise<RTCStatsReport>;
}

export interface SinkOptions {
  readonly id: string;
  readonly connection: RTCPeerConnection;
  readonly post: (message: ToFanOut) => void;
  readonly output: EncodedOutput;
  /** Asked when it begins to send: true = wait for a rung, which comes. */
  readonly beginShared: () => boolean;
  readonly codecOrder: () => readonly VideoCodec[];
  /** Runs after everything that was asked of the connection before. */
  readonly enqueue: (operation: () => Promise<void>) => void;
  readonly changed: () => void;
  readonly closed: () => void;
}

/** The estimate must be able to rise above what the rung sends: room for the probes of the dummy's sender. */
const PROBE_ROOM = 1.6;

export function createSink(options: SinkOptions): Sink {
  const { id, connection, post, output, enqueue } = options;
  const ownFeed: ToFanOut = { type: 'feed', sink: id, input: 'own', stop: false, newCodec: false };
  let transceiver: RTCRtpTransceiver | null = null;
  let outgoing: Outgoing | null = null;
  let source: RungSource | null = null;
  /** The own encoder works on the capture; else a rung's frames are sent. */
  let own = true;
  let switchedTo: VideoCodec | null = null;

  connection.addEventListener('connectionstatechange', options.changed);

  function capture(): MediaStreamTrack | null {
    return outgoing?.stream.getVideoTracks()[0] ?? null;
  }

  /** Puts the capture before the own encoder, or lets it send a rung's frames. */
  async function feed(sender: RTCRtpSender): Promise<void> {
    if (own || !outgoing) await sender.replaceTrack(capture());
    else await output.share(sender);
  }

  async function tune(keyFrame: boolean, codec?: RTCRtpCodec): Promise<void> {
    if (!transceiver || !outgoing) return;
    const settings = own ? outgoing.settings : dummySettings(outgoing.settings);
    await applySettings(transceiver.sender, settings, { keyFrame, ...(codec && { codec }) });
  }

  function begin(picture: Outgoing): void {
    if (!capture()) return;
    own = !options.beginShared();
    transceiver = own
      ? addVideo(connection, capture(), picture)
      : addVideo(connection, output.filler(), withDummySettings(picture));
    const { sender } = transceiver;
    // In the same turn, or Chromium sends the encoder's frames itself.
    output.attach(sender);
    preferCodecs(transceiver, options.codecOrder());
    if (own) post(ownFeed);
    else enqueue(() => output.share(sender));
  }

  function swap(toOwn: boolean, codec?: RTCRtpCodec): void {
    own = toOwn;
    enqueue(async () => {
      if (!transceiver || !outgoing || own !== toOwn) return;
      // The limits of the dummy first: an encoder must not see the capture with them, nor the dummy scaled down.
      if (!own) await tune(false, codec);
      await feed(transceiver.sender);
      await tune(true, own ? undefined : codec);
    });
  }

  return {
    id,
    get connected() {
      return connection.connectionState === 'connected';
    },
    get sending() {
      return outgoing !== null;
    },
    get source() {
      return source;
    },
    get codec() {
      return switchedTo;
    },
    get codecs() {
      return transceiver?.currentDirection === 'sendonly' ? transceiver.sender.getParameters().codecs : [];
    },
    async set(next) {
      outgoing = next;
      if (!next) source = null;
      if (transceiver) {
        own = !(next && options.beginShared());
        await feed(transceiver.sender);
        direct(transceiver, capture() !== null, next);
        if (own) post(ownFeed);
        await tune(true);
      } else if (next) begin(next);
    },
    async apply(settings: SenderSettings) {
      if (!outgoing) return;
      outgoing = { ...outgoing, settings };
      await tune(false);
    },
    useOwn() {
      if (own && source === null) return;
      source = null;
      post(ownFeed);
      swap(true);
    },
    useRung(next, stop) {
      if (source === next) return;
      source = next;
      const name = codecName(next.codec);
      const current = switchedTo ?? nameOfFirst(transceiver);
      const newCodec = name !== current;
      post({ type: 'feed', sink: id, input: next.id, stop, newCodec });
      if (newCodec) switchedTo = name;
      if (own || newCodec) swap(false, newCodec ? plainCodec(next.codec) : undefined);
    },
    setLayers: (maxTemporal) => post({ type: 'layers', sink: id, maxTemporal }),
    getStats: () => connection.getStats(),
    close() {
      connection.removeEventListener('connectionstatechange', options.changed);
      post({ type: 'remove-sink', sink: id });
      options.closed();
    },
  };
}

/** The dummy is tiny; its ceiling is what lets the connection's estimate rise. */
function dummySettings(settings: SenderSettings): SenderSettings {
  return { ...settings, maxBitrate: Math.round(settings.maxBitrate * PROBE_ROOM), scaleResolutionDownBy: 1 };
}

function withDummySettings(outgoing: Outgoing): Outgoing {
  return { ...outgoing, settings: dummySettings(outgoing.settings) };
}

function nameOfFirst(transceiver: RTCRtpTransceiver | null): VideoCodec | null {
  const [first] = transceiver?.sender.getParameters().codecs ?? [];
  return first ? codecName(first) : null;
}

function plainCodec({ mimeType, clockRate, sdpFmtpLine }: RTCRtpCodecParameters): RTCRtpCodec {
  return { mimeType, clockRate, ...(sdpFmtpLine !== undefined && { sdpFmtpLine }) };
}
