import { createFrameNumbers } from '../../core/fan-out/frame-numbers.ts';
import {
  alignment,
  approach,
  createRisingTimestamps,
  createNtpClock,
  createRtpClock,
  TICKS_PER_MS,
  shiftTimestamp,
  type RtpClock,
} from '../../core/fan-out/rtp-clock.ts';
import {
  isReady,
  leaveToOwn,
  NO_FEED,
  offer,
  restart,
  silenceOwn,
  want,
  type FeedFrame,
  type FeedWish,
  type Input,
} from '../../core/fan-out/sink-feed.ts';
import { createPacerModel } from '../../core/fan-out/pacer-model.ts';
import { START_BITRATE } from '../../core/sdp.ts';
import type { FromFanOut, SinkCounts } from './fan-out-messages.ts';

/** An encoded frame with what the browser says of it, read once for all sinks. */
export interface Encoded {
  readonly frame: RTCEncodedVideoFrame;
  readonly meta: RTCEncodedVideoFrameMetadata;
  readonly rtpTimestamp: number;
  readonly bytes: number;
  /** ms, by the worker's clock, when it came */
  readonly at: number;
}

/** One viewer's stream: a continuous numbering and one RTP clock, whichever encoder the frames come from. */
export interface FanOutSink {
  readonly counts: SinkCounts;
  want(wish: FeedWish): void;
  /** Writes here from now on: the sender has nothing else to send. */
  open(writable: WritableStream<RTCEncodedVideoFrame>): void;
  setLayers(maxTemporal: number): void;
  /** Writes nothing meanwhile; afterwards from the next key frame on. */
  setPaused(paused: boolean): void;
  /** @param bitrate bit/s that the sender believes its link to carry */
  setEstimate(bitrate: number): void;
  /** A frame of its own encoder. */
  own(encoded: Encoded): void;
  /** A frame of a rung source. @param clock the source's @param late ticks, as the clock found it */
  shared(source: number, clock: RtpClock, encoded: Encoded, late: number): void;
}

/** Copies a frame under other metadata: Chromium has it, TypeScript's library does not. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const CopiedFrame = globalThis.RTCEncodedVideoFrame as unknown as new (
  frame: RTCEncodedVideoFrame,
  options: { readonly metadata: RTCEncodedVideoFrameMetadata },
) => RTCEncodedVideoFrame;

/**
 * Ticks by which an alignment may change from frame to frame: 1 ms. The first frames of an encoder come late, and what
 * they tell of its clock is off by as much: lip sync would hold the picture back for good. A jump would be a gap.
 */
const SLEW = TICKS_PER_MS;

/** Frames that a sink's writer may hold; more of them are thrown away, up to the next key frame. */
const MAX_PENDING = 15;

/** ms between two words that the picture is lost, as long as no key frame comes. */
const LOST_AGAIN_MS = 1000;

/** Where frames are written, and how many of them are not taken yet. */
interface Outlet {
  readonly writer: WritableStreamDefaultWriter<RTCEncodedVideoFrame>;
  pending: number;
}

/** @param writable null = none before {@link FanOutSink.open}, and its own encoder's frames go past */
export function createFanOutSink(
  id: string,
  writable: WritableStream<RTCEncodedVideoFrame> | null,
  post: (message: FromFanOut) => void,
): FanOutSink {
  const passesOwn = writable !== null;
  let outlet = writable && outletOf(writable);
  const numbers = createFrameNumbers();
  const rising = createRisingTimestamps();
  const pacer = createPacerModel(START_BITRATE);
  const ownClock = createRtpClock();
  /** Everything written runs by it. To what comes through a source the sender adds its constant itself. */
  const reference = passesOwn ? ownClock : createNtpClock();
  /** Ticks from each source's clock to the own, as far as they are found. */
  const shifts = new Map<number, number>();
  let feed = NO_FEED;
  let frames = 0;
  let dropped = 0;
  let paused = false;
  const loss = createLossTeller(() => {
    if (feed.wanted !== null && feed.wanted !== 'own') post({ type: 'lost', sink: id, input: feed.wanted });
  });

  /**
   * Stamps a frame by the time at which its last packet is sent, not by its capture: what is seen later than usual, or
   * has to wait in the pacer, is stamped as much later. A receiver takes an encoder's hiccup, or a key frame that takes
   * its time, for the network's jitter, and waits longer for each frame from then on: up to 60 ms more, for minutes.
   * Lip sync goes by the mean, which stays.
   */
  function deliver(input: Input, encoded: Encoded, shift: () => number): void {
    const offered = offer(feed, describe(input, encoded));
    // The dummy is still to be seen while it pauses; what would be written is not taken.
    if (paused && isWritten(offered)) return;
    feed = offered.feed;
    if (offered.step === 'drop') return loss.stillDark(encoded.at);
    if (offered.step === 'ready') return tellReady();
    const { frame, meta, rtpTimestamp } = encoded;
    const order = {
      frameId: meta.frameId ?? 0,
      dependencies: meta.dependencies ?? [],
      key: frame.type === 'key',
    };
    if (outlet && outlet.pending > MAX_PENDING) return lose(encoded.at);
    if (!numbers.decodable(order)) {
      // A layer that was dropped until now comes back with the next frames that need nothing of it.
      return meta.temporalIndex ? undefined : lose(encoded.at);
    }
    const held = Math.round(TICKS_PER_MS * pacer.hold(encoded.at, encoded.bytes));
    const at = rising(shiftTimestamp(rtpTimestamp, shift() + held));
    write(new CopiedFrame(frame, { metadata: { ...meta, ...numbers.next(order), rtpTimestamp: at } }));
  }

  function tellReady(): void {
    const { wanted } = feed;
    if (wanted !== null && wanted !== 'own' && !paused && isReady(feed))
      post({ type: 'ready', sink: id, input: wanted });
  }

  /** What follows cannot be decoded: nothing more is written until a key frame. */
  function lose(at: number): void {
    dropped += 1;
    feed = restart(feed);
    loss.begins(at);
  }

  function write(frame: RTCEncodedVideoFrame): void {
    const to = outlet;
    if (!to) return;
    to.pending += 1;
    frames += 1;
    loss.ends();
    const written = () => {
      to.pending -= 1;
    };
    // A write that fails is of a connection that closes: the sink is removed with it.
    void to.writer.write(frame).then(written, written);
  }

  function shiftFrom(source: number, clock: RtpClock): number {
    const better = alignment(clock, reference);
    const shift = approach(shifts.get(source) ?? better, better, SLEW);
    shifts.set(source, shift);
    return shift;
  }

  return {
    get counts() {
      return { input: feed.current, frames, dropped };
    },
    want(wish) {
      feed = wish.input === 'own' && !passesOwn ? leaveToOwn(feed) : want(feed, wish);
      tellReady();
    },
    open(next) {
      outlet = outletOf(next);
      feed = silenceOwn(feed);
      tellReady();
    },
    setPaused(next) {
      paused = next;
      loss.ends();
      if (paused) feed = restart(feed);
      else tellReady();
    },
    setLayers(maxTemporal) {
      feed = { ...feed, maxTemporal };
    },
    setEstimate: (bitrate) => pacer.setEstimate(bitrate),
    own(encoded) {
      const late = ownClock.add(encoded.at, encoded.rtpTimestamp);
      deliver('own', encoded, () => late);
    },
    shared(source, clock, encoded, late) {
      deliver(source, encoded, () => shiftFrom(source, clock) + late);
    },
  };
}

/**
 * Says that the picture is lost, and says it again as long as it is: whoever loses it often is held back, and its first
 * word may not have been answered.
 */
function createLossTeller(tell: () => void) {
  /** ms, when it was told last; null = there is a picture */
  let toldAt: number | null = null;
  const begins = (at: number): void => {
    toldAt = at;
    tell();
  };
  return {
    begins,
    stillDark(at: number): void {
      if (toldAt !== null && at - toldAt >= LOST_AGAIN_MS) begins(at);
    },
    ends(): void {
      toldAt = null;
    },
  };
}

function isWritten({ step }: ReturnType<typeof offer>): boolean {
  return step === 'write' || step === 'switch';
}

function outletOf(writable: WritableStream<RTCEncodedVideoFrame>): Outlet {
  return { writer: writable.getWriter(), pending: 0 };
}

function describe(input: Input, { frame, meta }: Encoded): FeedFrame {
  return {
    input,
    key: frame.type === 'key',
    temporal: meta.temporalIndex ?? 0,
    size: Math.max(meta.width ?? 0, meta.height ?? 0),
  };
}
