import type { DummyTrack } from './dummy-track.ts';
import type { FanOutPort } from './fan-out-port.ts';

/** The way of one sink's frames into its sender: of its own encoder's, and of the rungs'. */
export interface EncodedOutput {
  /** What the sender has for a picture while the sink is fed by a rung; null = nothing. */
  filler(): MediaStreamTrack | null;
  /** Takes hold of a sender, in the turn that made it. */
  attach(sender: RTCRtpSender): void;
  /** Lets the sender send a rung's frames, which the worker writes. */
  share(sender: RTCRtpSender): Promise<void>;
}

type FanOut = Pick<FanOutPort, 'post'> & { readonly worker: Worker };

/** Of an ordinary sender, which encodes the capture and nothing else. */
const PLAIN: EncodedOutput = {
  filler: () => null,
  attach: () => undefined,
  share: async () => undefined,
};

/** Whether the browser lets a sender send frames that another has encoded. */
export function canWriteFrames(): boolean {
  return hasStreams() || 'createEncodedSource' in RTCRtpSender.prototype;
}

/**
 * The browser's way of writing frames. Where it has both, the older is taken: Chromium 156 sends VP9 through the newer,
 * but no receiver decodes it (H264 and AV1 they do).
 * @returns makes the output of one sink
 */
export function chooseOutput(
  { worker, post }: Pick<FanOutPort, 'worker' | 'post'>,
  dummy: () => DummyTrack,
): (sink: string) => EncodedOutput {
  if (!worker) return () => PLAIN;
  const fanOut = { worker, post };
  return hasStreams() ? throughStreams(fanOut, dummy) : throughSources(fanOut);
}

function hasStreams(): boolean {
  return 'createEncodedStreams' in RTCRtpSender.prototype;
}

/** `createEncodedStreams()`: the sender always encodes something, the capture or a dummy, and the worker chooses. */
function throughStreams({ post }: FanOut, dummy: () => DummyTrack): (sink: string) => EncodedOutput {
  return (sink) => ({
    filler: () => dummy().track,
    attach(sender) {
      const { readable, writable } = sender.createEncodedStreams();
      post({ type: 'add-sink', sink, streams: { readable, writable } }, [readable, writable]);
    },
    async share(sender) {
      dummy().hurry();
      await sender.replaceTrack(dummy().track);
    },
  });
}

/** `createEncodedSource()`: the sender has a track and encodes it by itself, or has none and sends what is written. */
function throughSources({ worker, post }: FanOut): (sink: string) => EncodedOutput {
  // One after the other: a source that comes to the worker does not say whose it is.
  let queue: Promise<void> = Promise.resolve();

  async function open(sink: string, sender: RTCRtpSender): Promise<void> {
    // Without a track, even of one it has not: that ends a source from before.
    await sender.replaceTrack(null);
    post({ type: 'await-source', sink });
    // A connection that closes meanwhile has nothing to send any more.
    await sender.createEncodedSource(worker).catch(() => post({ type: 'no-source', sink }));
  }

  return (sink) => ({
    filler: () => null,
    attach: () => post({ type: 'add-sink', sink, streams: null }),
    share: (sender) => (queue = queue.then(() => open(sink, sender)).catch(() => undefined)),
  });
}
