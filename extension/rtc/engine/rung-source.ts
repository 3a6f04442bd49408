import type { VideoCodec } from '../../core/codec-choice.ts';
import type { Rung } from '../../core/rungs.ts';
import { withPinnedBitrate } from '../../core/sdp.ts';
import { preferCodecs } from '../codecs.ts';
import type { SourceOptions } from './fan-out-messages.ts';
import { refreshFrame } from './refresh-frame.ts';

/** Temporal layers, so that a viewer can be halved without another encode. */
const LAYERS = 'L1T3';

/** Neither lines nor frames are given up: the viewers' links are the Ladder's business. Newer than TypeScript's list. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const STEADY = 'maintain-framerate-and-resolution' as RTCDegradationPreference;

/** One encoder: a loopback pair of connections whose sender's frames go to the fan-out worker instead of the network. */
export interface RungSource {
  readonly id: number;
  /** Of what it encodes; a sink must have negotiated the same. */
  readonly codec: RTCRtpCodecParameters;
  /** The encoder sleeps while nobody watches. */
  setActive(active: boolean): Promise<void>;
  /** @param rung the same rung, for another size of the source @param bitrate bit/s */
  tune(rung: Rung, bitrate: number): Promise<void>;
  /** Encodes another track from now on; where its picture has the same size, without a key frame. */
  replaceTrack(track: MediaStreamTrack): Promise<void>;
  /** Asks for a key frame, and wakes the encoder. */
  requestKey(): Promise<void>;
  /** Of its sender. */
  getStats(): Promise<RTCStatsReport>;
  close(): void;
}

export interface RungSourceOptions {
  readonly id: number;
  readonly worker: Worker;
  readonly track: MediaStreamTrack;
  readonly rung: Rung;
  /** The wanted first. */
  readonly codecs: readonly VideoCodec[];
  /** Begins awake. */
  readonly active: boolean;
}

/** Resolves when the pair has negotiated; frames follow when the encoder is up. @throws DOMException where it cannot */
export async function createRungSource(options: RungSourceOptions): Promise<RungSource> {
  const { id, worker, rung } = options;
  const near = new RTCPeerConnection();
  const far = new RTCPeerConnection();
  const isLower = rung.scaleResolutionDownBy > 1;
  let track = cloneFor(options.track, isLower);
  const close = () => {
    track.stop();
    near.close();
    far.close();
  };
  try {
    const transceiver = addLayered(near, track, rung, options.active);
    preferCodecs(transceiver, options.codecs);
    const transform: SourceOptions = { source: id };
    transceiver.sender.transform = new RTCRtpScriptTransform(worker, transform);
    await connect(near, far);
    const [codec] = transceiver.sender.getParameters().codecs;
    if (!codec) throw new Error('a loopback without a codec');
    const { sender } = transceiver;
    async function replaceTrack(next: MediaStreamTrack): Promise<void> {
      const before = track;
      track = cloneFor(next, isLower);
      // Not in the queue of the parameters: what is to be hidden is hidden at once.
      await sender.replaceTrack(track).catch(() => undefined);
      before.stop();
    }
    return { id, codec, close, replaceTrack, ...controls(sender, () => track, rung, options.active) };
  } catch (error) {
    close();
    throw error;
  }
}

/** A clone may have a hint of its own: H264 with `detail` on a low rung makes nearly every frame a key frame. */
function cloneFor(track: MediaStreamTrack, isLower: boolean): MediaStreamTrack {
  const clone = track.clone();
  clone.contentHint = isLower ? 'motion' : track.contentHint;
  return clone;
}

function controls(
  sender: RTCRtpSender,
  track: () => MediaStreamTrack,
  first: Rung,
  awake: boolean,
): Pick<RungSource, 'setActive' | 'tune' | 'requestKey' | 'getStats'> {
  let queue: Promise<void> = Promise.resolve();
  let rung = first;
  let bitrate = first.maxBitrate;
  let active = awake;

  /** One after the other: parameters that were read before another change are refused. */
  function update(keyFrame: boolean): Promise<void> {
    // A source that closes meanwhile has nothing to change any more.
    queue = queue.then(() => change(keyFrame)).catch(() => undefined);
    return queue;
  }

  async function change(keyFrame: boolean): Promise<void> {
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings;
    if (!encoding) return;
    const { scaleResolutionDownBy, maxFramerate } = rung;
    Object.assign(encoding, { active, maxBitrate: bitrate, scaleResolutionDownBy, maxFramerate });
    const steady = { ...parameters, degradationPreference: STEADY };
    await sender.setParameters(steady, keyFrame ? { encodingOptions: [{ keyFrame }] } : {});
  }

  return {
    getStats: () => sender.getStats(),
    setActive(next) {
      if (next === active) return queue;
      active = next;
      return update(next);
    },
    tune(next, nextBitrate) {
      rung = next;
      bitrate = nextBitrate;
      return update(false);
    },
    async requestKey() {
      active = true;
      await update(true);
      // The encoder makes it of its next frame, which on a still page may be 200 ms away.
      refreshFrame(track());
    },
  };
}

/** Not every encoder (hardware above all) has layers: then there are none. */
function addLayered(
  connection: RTCPeerConnection,
  track: MediaStreamTrack,
  { maxBitrate, maxFramerate, scaleResolutionDownBy }: Rung,
  active: boolean,
): RTCRtpTransceiver {
  const encoding = { active, maxBitrate, maxFramerate, scaleResolutionDownBy };
  return connection.addTransceiver(track, {
    direction: 'sendonly',
    sendEncodings: [{ ...encoding, scalabilityMode: LAYERS }],
  });
}

async function connect(near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> {
  passCandidates(near, far);
  passCandidates(far, near);
  await near.setLocalDescription();
  await far.setRemoteDescription({ type: 'offer', sdp: near.localDescription?.sdp ?? '' });
  await far.setLocalDescription();
  const sdp = withPinnedBitrate(far.localDescription?.sdp ?? '');
  await near.setRemoteDescription({ type: 'answer', sdp });
}

function passCandidates(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener('icecandidate', ({ candidate }) => {
    // One that comes too late, or after the end, is not missed.
    if (candidate) void to.addIceCandidate(candidate).catch(() => undefined);
  });
}
