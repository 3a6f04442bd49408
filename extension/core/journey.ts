import type { StatsEntry } from './stats.ts';

/**
 * What a picture goes through between capture and screen. Each side measures its own part, and is told the other's over
 * the report channel. null = not known on this side.
 */
export interface Journey {
  /** frames a second that the capture delivers */
  readonly capturedFps: number | null;
  /** frames a second that the encoder makes */
  readonly encodedFps: number | null;
  /** frames a second that leave for this viewer */
  readonly sentFps: number | null;
  /** frames a second that the viewer decodes */
  readonly decodedFps: number | null;
  /** frames a second that come to the viewer's screen */
  readonly shownFps: number | null;
  /** ms, mean time to encode a frame */
  readonly encodeMs: number | null;
  /** ms, mean wait of a frame in the viewer's jitter buffer */
  readonly bufferMs: number | null;
  /** ms, mean time to decode a frame */
  readonly decodeMs: number | null;
  /** freezes in all, as the viewer's browser counts them */
  readonly freezes: number | null;
  /** Encoded in hardware. */
  readonly hardwareEncoder: boolean | null;
  /** Decoded in hardware. */
  readonly hardwareDecoder: boolean | null;
  /** ms from the capture to the viewer's screen */
  readonly delayMs: number | null;
  /** The delay is the sum of what is known of the way, not measured by the clocks of both ends. */
  readonly delayReckoned: boolean;
}

export const UNKNOWN_JOURNEY: Journey = {
  capturedFps: null,
  encodedFps: null,
  sentFps: null,
  decodedFps: null,
  shownFps: null,
  encodeMs: null,
  bufferMs: null,
  decodeMs: null,
  freezes: null,
  hardwareEncoder: null,
  hardwareDecoder: null,
  delayMs: null,
  delayReckoned: false,
};

/** What one RTP stream's entry has counted. */
export interface StreamTotals {
  readonly captured: number | null;
  readonly encoded: number | null;
  readonly sent: number | null;
  readonly decoded: number | null;
  readonly encodeSeconds: number | null;
  readonly decodeSeconds: number | null;
  readonly bufferSeconds: number | null;
  readonly buffered: number | null;
  readonly freezes: number | null;
  readonly hardware: boolean | null;
}

/**
 * @param rtp an `outbound-rtp` or `inbound-rtp` of a picture; browsers tell whether hardware is used only to pages that
 * capture
 * @param source the `media-source` that goes with it
 */
export function readStream(rtp: StatsEntry | undefined, source: StatsEntry | undefined): StreamTotals {
  return {
    captured: known(source?.['frames']),
    encoded: known(rtp?.['framesEncoded']),
    sent: known(rtp?.['framesSent']),
    decoded: known(rtp?.['framesDecoded']),
    encodeSeconds: known(rtp?.['totalEncodeTime']),
    decodeSeconds: known(rtp?.['totalDecodeTime']),
    bufferSeconds: known(rtp?.['jitterBufferDelay']),
    buffered: known(rtp?.['jitterBufferEmittedCount']),
    freezes: known(rtp?.['freezeCount']),
    hardware: flag(rtp?.['powerEfficientEncoder']) ?? flag(rtp?.['powerEfficientDecoder']),
  };
}

/** What one end sees of the journey. @param seconds between the two readings; 0 for a first one, which has no rates */
export function journeyBetween(
  before: StreamTotals | null,
  now: StreamTotals,
  seconds: number,
  end: 'send' | 'receive',
): Journey {
  const fps = (member: 'captured' | 'encoded' | 'sent' | 'decoded') => rate(before, now, member, seconds);
  const sides =
    end === 'send'
      ? {
          capturedFps: fps('captured'),
          encodedFps: fps('encoded'),
          sentFps: fps('sent'),
          encodeMs: mean(before, now, 'encodeSeconds', 'encoded'),
          hardwareEncoder: now.hardware,
        }
      : {
          decodedFps: fps('decoded'),
          bufferMs: mean(before, now, 'bufferSeconds', 'buffered'),
          decodeMs: mean(before, now, 'decodeSeconds', 'decoded'),
          freezes: now.freezes,
          hardwareDecoder: now.hardware,
        };
  return { ...UNKNOWN_JOURNEY, ...sides };
}

/**
 * The delay as it was measured by the viewer, or else the sum of its parts: encoding, half of the round trip, the
 * jitter buffer, decoding. What capture, pacer and screen take is in none of these, so the sum is a lower bound.
 * @param rttMs of the link
 */
export function withReckonedDelay(journey: Journey, rttMs: number | null): Journey {
  const { delayMs, encodeMs, bufferMs, decodeMs } = journey;
  if (delayMs !== null || rttMs === null || bufferMs === null) return journey;
  const sum = (encodeMs ?? 0) + rttMs / 2 + bufferMs + (decodeMs ?? 0);
  return { ...journey, delayMs: Math.round(sum), delayReckoned: true };
}

function rate(
  before: StreamTotals | null,
  now: StreamTotals,
  member: 'captured' | 'encoded' | 'sent' | 'decoded',
  seconds: number,
): number | null {
  const gained = gain(before, now, member);
  return gained === null || seconds <= 0 ? null : tenth(gained / seconds);
}

/** @returns ms for each */
function mean(
  before: StreamTotals | null,
  now: StreamTotals,
  spent: 'encodeSeconds' | 'decodeSeconds' | 'bufferSeconds',
  count: 'encoded' | 'decoded' | 'buffered',
): number | null {
  const [time, frames] = [gain(before, now, spent), gain(before, now, count)];
  return time === null || frames === null || frames === 0 ? null : tenth((time * 1000) / frames);
}

/** A counter starts again from nought when its stream is made anew: no negative rates. */
function gain(
  before: StreamTotals | null,
  now: StreamTotals,
  member: Exclude<keyof StreamTotals, 'hardware'>,
): number | null {
  const [from, to] = [before?.[member] ?? null, now[member]];
  return from === null || to === null ? null : Math.max(0, to - from);
}

function known(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
