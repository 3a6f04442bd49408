import type { VideoCodec } from '../../extension/core/codec-choice.ts';
import type { SenderSettings } from '../../extension/core/encoding.ts';
import { withEstimationRange } from '../../extension/core/sdp.ts';
import { createSink, type Sink, type SinkOptions } from '../../extension/rtc/engine/sink.ts';
import { PICTURE_FPS } from './picture.ts';
import { Receiver } from './receiver.ts';

/** What a sink's own encoder is told. */
const OWN: SenderSettings = {
  maxBitrate: 1_500_000,
  maxFramerate: PICTURE_FPS,
  scaleResolutionDownBy: 1,
  degradationPreference: 'maintain-resolution',
  contentHint: 'detail',
};

/** A sink of the product, and whoever watches it. */
export interface Viewer {
  readonly sink: Sink;
  readonly receiver: Receiver;
  /** How often the connection negotiated, or wanted to, after the first time. */
  readonly renegotiations: number;
  close(): void;
}

interface ViewerOptions extends Pick<SinkOptions, 'id' | 'post' | 'output'> {
  readonly track: MediaStreamTrack;
  readonly shared: boolean;
  readonly order: readonly VideoCodec[];
}

/** Resolves when the two are connected. */
export async function createViewer({ track, shared, order, ...options }: ViewerOptions): Promise<Viewer> {
  const sender = new RTCPeerConnection();
  const receiver = new Receiver();
  let queue: Promise<void> = Promise.resolve();
  const sink = createSink({
    ...options,
    connection: sender,
    beginShared: () => shared,
    codecOrder: () => order,
    decoding: () => null,
    enqueue(operation) {
      queue = queue.then(operation);
    },
    changed: () => undefined,
    closed: () => undefined,
  });
  await sink.set({
    stream: new MediaStream([track]),
    settings: OWN,
    rungs: [],
    codecs: order,
    encodeOnce: true,
    preset: '1080p30',
  });
  await connect(sender, receiver.connection);
  let renegotiations = 0;
  const count = () => (renegotiations += 1);
  sender.addEventListener('signalingstatechange', count);
  sender.addEventListener('negotiationneeded', count);
  return {
    sink,
    receiver,
    get renegotiations() {
      return renegotiations;
    },
    close() {
      sink.close();
      sender.close();
      receiver.close();
    },
  };
}

async function connect(near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> {
  near.addEventListener('icecandidate', ({ candidate }) => void far.addIceCandidate(candidate ?? undefined));
  far.addEventListener('icecandidate', ({ candidate }) => void near.addIceCandidate(candidate ?? undefined));
  const connected = new Promise<void>((resolve) => {
    near.addEventListener('connectionstatechange', () => {
      if (near.connectionState === 'connected') resolve();
    });
  });
  await near.setLocalDescription();
  await far.setRemoteDescription({ type: 'offer', sdp: near.localDescription?.sdp ?? '' });
  await far.setLocalDescription();
  const sdp = withEstimationRange(far.localDescription?.sdp ?? '', OWN.maxBitrate);
  await near.setRemoteDescription({ type: 'answer', sdp });
  await connected;
}
