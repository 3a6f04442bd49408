import { ALL_LAYERS, type Place } from './ladder-places.ts';
import type { Limits } from './limits.ts';
import type { ContentHint } from './presets.ts';
import type { Rung } from './rungs.ts';

/**
 * Whether a viewer's computer keeps up with decoding: told from a bad link, and answered by a smaller picture or fewer
 * frames for that viewer alone.
 */

export interface DecoderSample {
  /** ms */
  readonly at: number;
  /** frames a second that were written to it; null while that is not known */
  readonly sentFps: number | null;
  /** frames a second that it decoded */
  readonly decodedFps: number;
  /** ms to decode a frame, mean; null when none was */
  readonly decodeMs: number | null;
  /** ms that a frame waits before it is decoded, mean; null when none came out */
  readonly jitterMs: number | null;
  /** px of the decoded picture */
  readonly pixels: number;
  /** The link is short, or was a moment ago: frames are missing because of that. */
  readonly congested: boolean;
}

/** What a viewer is sent at most, and what it costs to decode. */
export interface DecoderStep {
  readonly place: Place;
  readonly pixels: number;
  /** frames a second */
  readonly fps: number;
}

export interface DecoderState {
  /** index of `decoderSteps` that it manages; 0 = all */
  readonly level: number;
  /** frames a second written to it and decoded, and ms for each, smoothed; null before the first */
  readonly seen: Seen | null;
  /** ms since when it has been too much; null = it is not */
  readonly strainedSince: number | null;
  /** ms since when there would be room for more; null = there is not */
  readonly easySince: number | null;
  /** ms of the last step up */
  readonly raisedAt: number;
  /** ms that it has to be easy before more is tried; doubles when that fails */
  readonly patienceMs: number;
}

interface Seen {
  readonly sentFps: number;
  readonly decodedFps: number;
  readonly decodeMs: number;
  readonly jitterMs: number;
}

const FRAME_SHARE = [0.25, 0.5, 1] as const;

/** Share of the time between two frames that their decoding takes, above which missing frames are its fault. */
const STRAINED = 0.6;
/** Share of the frames sent below which some are missing. */
const BEHIND = 0.8;
/** The same share with all frames decoded, but ever later: they wait for the decoder. */
const FULL = 0.9;
const WAITING_MS = 300;
/** Of the time between frames at the next step up. */
const EASY = 0.5;
/** Fewer frames a second say nothing. */
const ENOUGH_FPS = 4;
const STRAINED_MS = 2000;
const FIRST_PATIENCE_MS = 10_000;
const LAST_PATIENCE_MS = 160_000;
/** ms within which a step up has failed. */
const FAILED_MS = 15_000;
/** A step down has to cost so much less than what is too much now. */
const RELIEF = 0.8;

export const FREE_DECODER: DecoderState = {
  level: 0,
  seen: null,
  strainedSince: null,
  easySince: null,
  raisedAt: Number.NEGATIVE_INFINITY,
  patienceMs: FIRST_PATIENCE_MS,
};

/** What can be given up for a decoder, in its order: text frames before lines, motion lines before frames. */
export function decoderSteps(
  rungs: readonly Rung[],
  layers: boolean,
  hint: ContentHint,
): readonly DecoderStep[] {
  const last = rungs.length - 1;
  return rungs.flatMap((rung, index) => {
    const slower = layers && (hint === 'detail' || index === last);
    const temporals = slower ? (index === last ? ([2, 1, 0] as const) : ([2, 1] as const)) : [ALL_LAYERS];
    return temporals.map((temporal) => ({
      place: { rung: index, temporal },
      pixels: rung.lines ** 2 * rung.aspect,
      fps: rung.maxFramerate * FRAME_SHARE[temporal],
    }));
  });
}

/** To be called for each report of a visible picture. @param steps of `decoderSteps` */
export function stepDecoder(
  before: DecoderState,
  sample: DecoderSample,
  steps: readonly DecoderStep[],
): DecoderState {
  const { at, congested, pixels } = sample;
  const seen = smooth(before.seen, sample);
  const level = Math.min(before.level, Math.max(0, steps.length - 1));
  const state = { ...before, level, seen };
  // What was seen on a short link says nothing of the decoder.
  if (congested || !seen) return { ...state, seen: null, strainedSince: null, easySince: null };
  if (isStrained(seen)) {
    const strainedSince = state.strainedSince ?? at;
    const strained = { ...state, strainedSince, easySince: null };
    return at - strainedSince >= STRAINED_MS ? lower(strained, steps, pixels * seen.sentFps, at) : strained;
  }
  return raise({ ...state, strainedSince: null }, steps, pixels, at);
}

function isStrained({ sentFps, decodedFps, decodeMs, jitterMs }: Seen): boolean {
  if (sentFps < ENOUGH_FPS) return false;
  const load = (decodeMs * sentFps) / 1000;
  return (load > STRAINED && decodedFps < BEHIND * sentFps) || (load > FULL && jitterMs > WAITING_MS);
}

function lower(state: DecoderState, steps: readonly DecoderStep[], cost: number, at: number): DecoderState {
  const found = steps.findIndex(
    ({ pixels, fps }, index) => index > state.level && pixels * fps < RELIEF * cost,
  );
  const failed = at - state.raisedAt < FAILED_MS;
  return {
    ...state,
    level: found === -1 ? state.level : found,
    seen: null,
    strainedSince: null,
    patienceMs: failed ? Math.min(LAST_PATIENCE_MS, 2 * state.patienceMs) : state.patienceMs,
  };
}

function raise(state: DecoderState, steps: readonly DecoderStep[], pixels: number, at: number): DecoderState {
  const { level, seen, patienceMs } = state;
  const next = steps[level - 1];
  if (!next || !seen) return { ...state, easySince: null };
  const expected = (seen.decodeMs * (next.pixels / Math.max(1, pixels)) * next.fps) / 1000;
  const easySince = expected < EASY ? (state.easySince ?? at) : null;
  if (easySince === null || at - easySince < patienceMs) return { ...state, easySince };
  return { ...state, level: level - 1, easySince: null, raisedAt: at };
}

/** The limits of a viewer whose decoder manages no more than a step. */
export function heldBy(step: DecoderStep | undefined, limits: Limits): Limits {
  if (!step || limits.paused) return limits;
  const { rung, temporal } = step.place;
  if (rung <= limits.top && temporal >= limits.temporal) return limits;
  return {
    ...limits,
    top: Math.max(rung, limits.top),
    temporal: temporal < limits.temporal ? temporal : limits.temporal,
    reason: 'decoder',
  };
}

function mix(before: number, now: number | null): number {
  return now === null ? before : 0.7 * before + 0.3 * now;
}

/** Three tenths of each report: one of 250 ms has seven frames or eight. */
function smooth(
  before: Seen | null,
  { sentFps, decodedFps, decodeMs, jitterMs }: DecoderSample,
): Seen | null {
  if (sentFps === null) return null;
  if (!before) return decodeMs === null ? null : { sentFps, decodedFps, decodeMs, jitterMs: jitterMs ?? 0 };
  return {
    sentFps: mix(before.sentFps, sentFps),
    decodedFps: mix(before.decodedFps, decodedFps),
    decodeMs: mix(before.decodeMs, decodeMs),
    jitterMs: mix(before.jitterMs, jitterMs),
  };
}
