import * as v from 'valibot';
import type { Journey } from './journey.ts';
import { shownSchema } from './shown.ts';
import type { StatsEntry } from './stats.ts';
import { MAX_SIDE, NO_WISH, wishSchema } from './wish.ts';

/** Largest message on the report channel that is read, in UTF-16 code units. A report is about 400 long. */
const MESSAGE_LENGTH = 1024;
const MAX_FPS = 1000;
/** ms; also the longest that a ping may be held before it is answered. */
export const MAX_MS = 60_000;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ms = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_MS));
/** ms of a peer's own clock; `JSON.parse` makes Infinity of 1e999. */
const time = v.pipe(v.number(), v.finite(), v.minValue(0));
const side = v.pipe(count, v.maxValue(MAX_SIDE));

const fps = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_FPS));

/** What comes to a viewer's screen. */
const displaySchema = v.object({
  /** frames a second */
  fps,
  /** ms from the capture to the screen, by the clocks of both ends (RTCP); null where the browser does not tell */
  delayMs: v.nullable(ms),
});

export type Display = v.InferOutput<typeof displaySchema>;

/** How the picture is made, as the sharer tells its viewer; null = not known. */
const makingSchema = v.object({
  capturedFps: v.nullable(fps),
  encodedFps: v.nullable(fps),
  sentFps: v.nullable(fps),
  encodeMs: v.nullable(ms),
  hardwareEncoder: v.nullable(v.boolean()),
});

export type Making = v.InferOutput<typeof makingSchema>;

/** Viewer to sharer, every 250 ms, and at once when the picture stops: how it does. */
const report = v.object({
  type: v.literal('report'),
  /** frames decoded in all */
  decoded: count,
  /** frames a second, decoded since the report before */
  fps,
  /** freezes in all, as the browser counts them */
  freezes: count,
  /** ms, mean wait of a frame in the jitter buffer since the report before; null when none came out of it */
  jitterMs: v.nullable(ms),
  /** ms, mean time to decode a frame since the report before; null when none was */
  decodeMs: v.nullable(ms),
  /** px, of the decoded picture; 0 before the first frame */
  width: side,
  /** px */
  height: side,
  /** The page is not visible: its timers may run once a second, and nobody looks. */
  hidden: v.boolean(),
  /** `at` of the last ping heard; null before the first */
  echo: v.nullable(time),
  /** ms between that ping and this report; 0 without one */
  heldMs: ms,
  /** bytes of the picture that came in all, repairs among them; older viewers do not say */
  received: v.optional(v.nullable(count), null),
  /** The picture came steadily and has stopped: said at once, and again while it is so. */
  stopped: v.optional(v.boolean(), false),
  /** device px of the place where the picture is shown; older viewers do not say */
  tile: v.optional(v.nullable(v.object({ width: side, height: side })), null),
  wish: v.optional(wishSchema, NO_WISH),
  /** What comes to the screen; null while nothing does, where the browser does not tell, and from older viewers. */
  display: v.optional(v.nullable(displaySchema), null),
});

/** Sharer to viewer, in answer to each report. */
const ping = v.object({
  type: v.literal('ping'),
  /** ms, the sharer's own clock */
  at: time,
  /** What the viewer is sent, and why no more; null while that is not known, and from older sharers. */
  shown: v.optional(v.nullable(shownSchema), null),
  making: v.optional(v.nullable(makingSchema), null),
});

/** What is said on the report channel, where a lost message is not sent again. */
const reportMessage = v.variant('type', [report, ping]);

export type Report = v.InferOutput<typeof report>;
export type ReportMessage = v.InferOutput<typeof reportMessage>;
/** The part of a report that the browser's statistics tell. */
export type ReceivedPicture = Omit<
  Report,
  'type' | 'hidden' | 'echo' | 'heldMs' | 'stopped' | 'tile' | 'wish' | 'display'
>;

/** What a viewer tells of the journey of its picture. @param report the last one of a viewer that is sent something */
export function toldByViewer({ fps, jitterMs, decodeMs, freezes, display }: Report): Partial<Journey> {
  const seen = { decodedFps: fps, bufferMs: jitterMs, decodeMs, freezes };
  return { ...seen, shownFps: display?.fps ?? null, delayMs: rounded(display) };
}

/** What a viewer knows of it beside its own part. @param making as the sharer told it */
export function toldToViewer(making: Making | null, display: Display | null): Partial<Journey> {
  return { ...making, shownFps: display?.fps ?? null, delayMs: rounded(display) };
}

/** What of a journey the viewer does not see itself. */
export function makingOf({ journey }: { readonly journey: Journey }): Making {
  return {
    capturedFps: bounded(journey.capturedFps, MAX_FPS),
    encodedFps: bounded(journey.encodedFps, MAX_FPS),
    sentFps: bounded(journey.sentFps, MAX_FPS),
    encodeMs: bounded(journey.encodeMs, MAX_MS),
    hardwareEncoder: journey.hardwareEncoder,
  };
}

function bounded(value: number | null, most: number): number | null {
  return value === null ? null : Math.min(most, value);
}

function rounded(display: Display | null): number | null {
  const delay = display?.delayMs ?? null;
  return delay === null ? null : Math.round(delay);
}

/** Reads what came over the report channel. Never throws. @returns null for anything that is not a known message */
export function parseReportMessage(data: unknown): ReportMessage | null {
  if (typeof data !== 'string' || data.length > MESSAGE_LENGTH) return null;
  try {
    const result = v.safeParse(reportMessage, JSON.parse(data));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/**
 * What happened between two looks at one receiver.
 * @param before null for a first look: then there are no rates yet
 * @param now an `inbound-rtp` of RTCStatsReport; what a browser does not tell counts as nought
 */
export function reportBetween(before: StatsEntry | null, now: StatsEntry): ReceivedPicture {
  // A stream that is made anew has another id and starts to count again.
  const since = before?.id === now.id ? before : now;
  const gain = (member: string): number =>
    Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, num(now[member]) - num(since[member])));
  const elapsed = gain('timestamp');
  return {
    decoded: whole(now['framesDecoded']),
    fps: elapsed > 0 ? Math.min(MAX_FPS, tenth((gain('framesDecoded') / elapsed) * 1000)) : 0,
    freezes: whole(now['freezeCount']),
    jitterMs: mean(gain('jitterBufferDelay'), gain('jitterBufferEmittedCount')),
    decodeMs: mean(gain('totalDecodeTime'), gain('framesDecoded')),
    width: Math.min(MAX_SIDE, whole(now['frameWidth'])),
    height: Math.min(MAX_SIDE, whole(now['frameHeight'])),
    received: typeof now['bytesReceived'] === 'number' ? whole(now['bytesReceived']) : null,
  };
}

/** @param seconds in all @returns ms for each; null for none */
function mean(seconds: number, frames: number): number | null {
  return frames > 0 ? Math.min(MAX_MS, tenth((seconds / frames) * 1000)) : null;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function whole(value: unknown): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(num(value))));
}

function num(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
