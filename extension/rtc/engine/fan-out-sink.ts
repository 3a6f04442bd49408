import { createFrameNumbers } from '../../core/fan-out/frame-numbers.ts';
import {
  alignment,
  createRisingTimestamps,
  createRtpClock,
  shiftTimestamp,
  type RtpClock,
} from '../../core/fan-out/rtp-clock.ts';
import {
  isReady,
  NO_FEED,
  offer,
  restart,
  want,
  type FeedFrame,
  type FeedWish,
  type Input,
} from '../../core/fan-out/sink-feed.ts';
import type { FromFanOut, SinkCounts } from './fan-out-messages.ts';

/** An encoded frame with what the browser says of it, read once for all sinks. */
export interface Encoded {
  readonly frame: RTCEncodedVideoFrame;
  readonly meta: RTCEncodedVideoFrameMetadata;
  readonly rtpTimestamp: number;
}

/** One viewer's stream: a continuous numbering and one RTP clock, whichever encoder the frames come from. */
export interface FanOutSink {
  readonly counts: SinkCounts;
  want(wish: FeedWish): void;
  setLayers(maxTemporal: number): void;
  /** A frame of its own encoder. @param now ms */
  own(encoded: Encoded, now: number): void;
  /** A frame of a rung source. @param clock the source's */
  shared(source: number, clock: RtpClock, encoded: Encoded): void;
}

/** Copies a frame under other metadata: Chromium has it, TypeScript's library does not. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const CopiedFrame = globalThis.RTCEncodedVideoFrame as unknown as new (
  frame: RTCEncodedVideoFrame,
  options: { readonly metadata: RTCEncodedVideoFrameMetadata },
) => RTCEncodedVideoFrame;

/** Frames that a sink's writer may hold; more of them are thrown away, up to the next key frame. */
const MAX_PENDING = 15;

export function createFanOutSink(
  id: string,
  writable: WritableStream<RTCEncodedVideoFrame>,
  post: (message: FromFanOut) => void,
): FanOutSink {
  const writer = writable.getWriter();
  const numbers = createFrameNumbers();
  const rising = createRisingTimestamps();
  /** Of the sink's own sender: everything written runs by it. */
  const ownClock = createRtpClock();
  /** Ticks from each source's clock to the own, once found: a jump would be a gap in the picture. */
  const shifts = new Map<number, number>();
  let feed = NO_FEED;
  let pending = 0;
  let frames = 0;
  let dropped = 0;

  function deliver(input: Input, encoded: Encoded, shift: () => number): void {
    const offered = offer(feed, describe(input, encoded));
    feed = offered.feed;
    if (offered.step === 'drop') return;
    if (offered.step === 'ready') return tellReady();
    const { frame, meta, rtpTimestamp } = encoded;
    const order = {
      frameId: meta.frameId ?? 0,
      dependencies: meta.dependencies ?? [],
      key: frame.type === 'key',
    };
    if (pending > MAX_PENDING) return lose();
    if (!numbers.decodable(order)) {
      // A layer that was dropped until now comes back with the next frames that need nothing of it.
      return meta.temporalIndex ? undefined : lose();
    }
    const at = rising(shiftTimestamp(rtpTimestamp, shift()));
    write(new CopiedFrame(frame, { metadata: { ...meta, ...numbers.next(order), rtpTimestamp: at } }));
  }

  function tellReady(): void {
    const { wanted } = feed;
    if (wanted !== null && wanted !== 'own' && isReady(feed))
      post({ type: 'ready', sink: id, input: wanted });
  }

  /** What follows cannot be decoded: nothing more is written until a key frame. */
  function lose(): void {
    dropped += 1;
    feed = restart(feed);
    if (feed.wanted !== null && feed.wanted !== 'own') post({ type: 'lost', sink: id, input: feed.wanted });
  }

  function write(frame: RTCEncodedVideoFrame): void {
    pending += 1;
    frames += 1;
    const written = () => {
      pending -= 1;
    };
    // A write that fails is of a connection that closes: the sink is removed with it.
    void writer.write(frame).then(written, written);
  }

  function shiftFrom(source: number, clock: RtpClock): number {
    const shift = shifts.get(source) ?? alignment(clock, ownClock);
    shifts.set(source, shift);
    return shift;
  }

  return {
    get counts() {
      return { input: feed.current, frames, dropped };
    },
    want(wish) {
      feed = want(feed, wish);
      tellReady();
    },
    setLayers(maxTemporal) {
      feed = { ...feed, maxTemporal };
    },
    own(encoded, now) {
      ownClock.add(now, encoded.rtpTimestamp);
      deliver('own', encoded, () => 0);
    },
    shared(source, clock, encoded) {
      deliver(source, encoded, () => shiftFrom(source, clock));
    },
  };
}

function describe(input: Input, { frame, meta }: Encoded): FeedFrame {
  return {
    input,
    key: frame.type === 'key',
    temporal: meta.temporalIndex ?? 0,
    size: Math.max(meta.width ?? 0, meta.height ?? 0),
  };
}
