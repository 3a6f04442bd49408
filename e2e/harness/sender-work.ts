import type { Size } from '../../extension/core/encoding.ts';

/** One video encoder, as the statistics of its sender have it (W3C webrtc-stats, `outbound-rtp`). */
export interface Encoder {
  readonly ssrc: number;
  /** px, of what it encodes */
  readonly width: number;
  readonly height: number;
  /** Frames that it has encoded so far. */
  readonly frames: number;
  readonly keyFrames: number;
  /** ms that it has spent on them */
  readonly encodeMs: number;
  /** RTP packets that its sender sent, whoever encoded what is in them. */
  readonly packets: number;
  readonly codec: string;
  readonly implementation: string;
}

/** What a sharer has done up to a moment. */
export interface SenderReading {
  /** ms since the epoch */
  readonly at: number;
  readonly connections: number;
  readonly encoders: readonly Encoder[];
  /** bytes sent to others */
  readonly bytesSent: number;
  /** frames a second that the capture gives */
  readonly sourceFps: number;
  /** px, of the frames that the capture gives now */
  readonly sourceSize: Size;
  /** px, of the largest frames that the capture was asked for */
  readonly askedSize: Size;
}

/** What a sharer did between two moments. */
export interface SenderWork {
  /** Encoders of more than a dummy's size that encoded at all. */
  readonly fullSizeEncoders: number;
  /** Frames a second from those. */
  readonly encodedFps: number;
  /** ms, the mean of those frames; null without any */
  readonly encodeMsPerFrame: number | null;
  /** ms a second in all encoders, the dummies' too */
  readonly encodeMsPerSecond: number;
  /** Pixels a second through all encoders, the dummies' too, in millions. */
  readonly encodedMegapixels: number;
  /** Key frames a second from the full-size encoders. */
  readonly keyFps: number;
  readonly uplinkKbps: number;
  readonly sourceFps: number;
}

/** A sender to one viewer. */
export interface Sink {
  readonly ssrc: number;
  /** Encoded for this viewer alone; else its encoder is a dummy, and its frames come from a rung. */
  readonly own: boolean;
}

/** A dummy is 16x16 px: it keeps a sender going whose frames come from elsewhere. */
const DUMMY_PX = 16;

/** The difference of two readings. An encoder that came in between counts from zero. */
export function workBetween(before: SenderReading, after: SenderReading): SenderWork {
  const seconds = (after.at - before.at) / 1000;
  const done = after.encoders
    .map((encoder) =>
      since(
        before.encoders.find(({ ssrc }) => ssrc === encoder.ssrc),
        encoder,
      ),
    )
    .filter(({ frames }) => frames > 0);
  const full = done.filter(({ width }) => width > DUMMY_PX);
  const frames = sum(full, (encoder) => encoder.frames);
  return {
    fullSizeEncoders: full.length,
    encodedFps: frames / seconds,
    encodeMsPerFrame: frames > 0 ? sum(full, (encoder) => encoder.encodeMs) / frames : null,
    encodeMsPerSecond: sum(done, (encoder) => encoder.encodeMs) / seconds,
    encodedMegapixels:
      sum(done, ({ width, height, frames: count }) => width * height * count) / 1e6 / seconds,
    keyFps: sum(full, (encoder) => encoder.keyFrames) / seconds,
    uplinkKbps: ((after.bytesSent - before.bytesSent) * 8) / 1000 / seconds,
    sourceFps: after.sourceFps,
  };
}

/** The senders that send to viewers. The encoder of a rung is none of them: its frames never leave that sender. */
export function sinksOf({ encoders }: SenderReading): readonly Sink[] {
  return encoders
    .filter(({ packets }) => packets > 0)
    .map(({ ssrc, width }) => ({ ssrc, own: width > DUMMY_PX }))
    .toSorted((one, other) => one.ssrc - other.ssrc);
}

function since(before: Encoder | undefined, after: Encoder): Encoder {
  if (!before) return after;
  return {
    ...after,
    frames: after.frames - before.frames,
    keyFrames: after.keyFrames - before.keyFrames,
    encodeMs: after.encodeMs - before.encodeMs,
    packets: after.packets - before.packets,
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
