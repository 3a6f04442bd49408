import { readStream } from './journey.ts';
import type { EncoderLoad } from './overload.ts';
import type { StatsEntry } from './stats.ts';

/** Totals of one encoder, as its sender's statistics tell them. */
export interface EncoderTotals {
  /** ms */
  readonly at: number;
  /** s spent on encoding */
  readonly encodeSeconds: number;
  readonly encoded: number;
  /** frames that came from the capture */
  readonly captured: number;
  /** Encoded in hardware; null where the browser does not say. */
  readonly hardware: boolean | null;
}

/** One encoder's last second, and what it runs on. */
export interface MeasuredEncoder extends EncoderLoad, Pick<EncoderTotals, 'hardware'> {}

/** @param at ms @returns null before there is an encoder */
export function readEncoderTotals(entries: readonly StatsEntry[], at: number): EncoderTotals | null {
  const sent = entries.find((entry) => entry.type === 'outbound-rtp' && entry['kind'] === 'video');
  const source = entries.find((entry) => entry.type === 'media-source' && entry['kind'] === 'video');
  if (!sent) return null;
  return {
    at,
    encodeSeconds: count(sent['totalEncodeTime']),
    encoded: count(sent['framesEncoded']),
    captured: count(source?.['frames']),
    hardware: readStream(sent, source).hardware,
  };
}

/** What an encoder did between two readings. @param maxFps frames a second that it was told */
export function encoderLoad(before: EncoderTotals, now: EncoderTotals, maxFps: number): MeasuredEncoder {
  const seconds = Math.max(0.001, (now.at - before.at) / 1000);
  const frames = Math.max(0, now.encoded - before.encoded);
  return {
    encodeMs: frames > 0 ? Math.max(0, ((now.encodeSeconds - before.encodeSeconds) * 1000) / frames) : null,
    fps: frames / seconds,
    sourceFps: Math.max(0, now.captured - before.captured) / seconds,
    maxFps,
    hardware: now.hardware,
  };
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
