import type { VideoCodec } from '../../core/codec-choice.ts';
import type { Decoding } from '../../core/decoding.ts';
import { codecName } from '../codecs.ts';
import type { VideoSender } from '../video-sender.ts';
import type { OwnLimit } from '../../core/own-settings.ts';
import type { EncodedOutput } from './encoded-output.ts';
import type { ToFanOut } from './fan-out-messages.ts';
import type { RungSource } from './rung-source.ts';
import { createSinkEncoder } from './sink-encoder.ts';

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
  /** What the viewer said of its decoders; null before that. */
  readonly decoding: Decoding | null;
  useOwn(): void;
  /** @param stop show nothing until the rung's key frame: on the way down */
  useRung(source: RungSource, stop: boolean): void;
  /** @param maxTemporal highest temporal layer that the viewer gets, 0–2 */
  setLayers(maxTemporal: number): void;
  /** Sends no picture meanwhile; then at once a whole one. */
  setPaused(paused: boolean): void;
  /** Has the browser look at once for what the link carries beyond its estimate. */
  probe(): void;
  /** Holds its own encoder to this, now and whenever it has one. */
  limitOwn(limit: OwnLimit): void;
  /** Where it is on a rung: throws away what waits to be sent, and goes on with a key frame. */
  drain(): void;
  /** @param bitrate bit/s that the sender believes its link to carry, and paces by */
  setEstimate(bitrate: number): void;
  /** Has its own encoder, where it is on that, make a key frame. */
  requestKey(): void;
  getStats(): Promise<RTCStatsReport>;
}

export interface SinkOptions {
  readonly id: string;
  readonly connection: RTCPeerConnection;
  readonly post: (message: ToFanOut) => void;
  readonly output: EncodedOutput;
  /** Asked when it begins to send: true = wait for a rung, which comes. */
  readonly beginShared: () => boolean;
  readonly decoding: () => Decoding | null;
  readonly codecOrder: () => readonly VideoCodec[];
  /** Runs after everything that was asked of the connection before. */
  readonly enqueue: (operation: () => Promise<void>) => void;
  readonly changed: () => void;
  readonly closed: () => void;
}

/** Share of the estimate within which a new one is not worth telling. */
const SAME = 0.1;

export function createSink(options: SinkOptions): Sink {
  const { id, connection, post } = options;
  const ownFeed: ToFanOut = { type: 'feed', sink: id, input: 'own', stop: false, newCodec: false };
  const encoder = createSinkEncoder(options, () => post(ownFeed));
  let source: RungSource | null = null;
  let switchedTo: VideoCodec | null = null;
  let paused = false;
  let estimate = 0;

  connection.addEventListener('connectionstatechange', options.changed);

  function close(): void {
    connection.removeEventListener('connectionstatechange', options.changed);
    post({ type: 'remove-sink', sink: id });
    options.closed();
  }

  /** What waits is of a picture that the link has no room for, with its repairs: seconds of it, at half a megabit. */
  function flush(): void {
    void encoder.flush().then(() => paused || post({ type: 'pause', sink: id, paused: false }));
  }

  return {
    id,
    get connected() {
      return connection.connectionState === 'connected';
    },
    get sending() {
      return encoder.outgoing !== null;
    },
    get source() {
      return source;
    },
    get decoding() {
      return options.decoding();
    },
    get codec() {
      return switchedTo;
    },
    get codecs() {
      const { transceiver } = encoder;
      return transceiver?.currentDirection === 'sendonly' ? transceiver.sender.getParameters().codecs : [];
    },
    async set(next) {
      if (!next) source = null;
      await encoder.set(next);
    },
    apply: (settings) => encoder.apply(settings),
    replaceTrack: () => encoder.replaceTrack(),
    useOwn() {
      if (encoder.own && source === null) return;
      source = null;
      post(ownFeed);
      encoder.swap(true);
    },
    useRung(next, stop) {
      if (source === next) return;
      source = next;
      const name = codecName(next.codec);
      const current = switchedTo ?? nameOfFirst(encoder.transceiver);
      const newCodec = name !== current;
      const flushes = stop && !encoder.own && !newCodec && !paused;
      if (flushes) post({ type: 'pause', sink: id, paused: true });
      post({ type: 'feed', sink: id, input: next.id, stop, newCodec });
      if (flushes) flush();
      if (newCodec) switchedTo = name;
      if (encoder.own || newCodec) encoder.swap(false, newCodec ? plainCodec(next.codec) : undefined);
    },
    drain() {
      if (encoder.own || source === null || paused) return;
      post({ type: 'pause', sink: id, paused: true });
      flush();
    },
    setEstimate(bitrate) {
      if (Math.abs(bitrate - estimate) < estimate * SAME) return;
      estimate = bitrate;
      post({ type: 'estimate', sink: id, bitrate });
    },
    setPaused(next) {
      if (next === paused) return;
      paused = next;
      post({ type: 'pause', sink: id, paused });
      encoder.setPaused(paused);
    },
    limitOwn(limit) {
      const smaller = encoder.limitOwn(limit);
      if (!smaller || paused) return;
      // On the way down the link has no room for the larger size's last frames: dark until the key frame of the new.
      post({ type: 'pause', sink: id, paused: true });
      post({ type: 'pause', sink: id, paused: false });
    },
    probe: () => encoder.probe(),
    setLayers: (maxTemporal) => post({ type: 'layers', sink: id, maxTemporal }),
    requestKey: () => encoder.requestKey(),
    getStats: () => connection.getStats(),
    close,
    retire() {
      close();
      encoder.transceiver?.stop();
    },
  };
}

function nameOfFirst(transceiver: RTCRtpTransceiver | null): VideoCodec | null {
  const [first] = transceiver?.sender.getParameters().codecs ?? [];
  return first ? codecName(first) : null;
}

function plainCodec({ mimeType, clockRate, sdpFmtpLine }: RTCRtpCodecParameters): RTCRtpCodec {
  return { mimeType, clockRate, ...(sdpFmtpLine !== undefined && { sdpFmtpLine }) };
}
