import type { SeenFrame } from '../../probe/picture.ts';
import { percentile } from '../../harness/percentile.ts';
import type { Limit } from './profiles.ts';

/** All that is read off one run. Times are ms since the epoch. */
export interface Recording {
  /** The first is the rate before the measured time. */
  readonly limits: readonly Limit[];
  readonly endedAt: number;
  /** px */
  readonly fullHeight: number;
  /** what came to the viewer whose link is shaped, in the order shown */
  readonly shaped: readonly SeenFrame[];
  readonly others: readonly (readonly SeenFrame[])[];
  /** ms of sound that were made up in each window, at the shaped viewer */
  readonly sound: readonly SoundWindow[];
}

export interface SoundWindow {
  readonly at: number;
  readonly concealedMs: number;
  /** times that making up began in it; more sound made up without one goes on with what the window before began */
  readonly events: number;
}

type Figure = number | null;

export interface Outcome {
  readonly longestFreezeMs: Figure;
  readonly backTo15fpsMs: Figure;
  readonly readableAfterMs: Figure;
  readonly fullRungAfterMs: Figure;
  readonly delayP95Ms: Figure;
  readonly fpsLow: Figure;
  readonly heightLow: Figure;
  readonly heightEnd: Figure;
  readonly switchesPerMinute: Figure;
  readonly othersFpsRatio: Figure;
  readonly othersLongestFreezeMs: Figure;
  readonly soundGaps: Figure;
}

/** What the figures mean, for --help. */
export const DEFINITIONS: Readonly<Record<keyof Outcome, string>> = {
  longestFreezeMs:
    'the longest time without another picture at the viewer on the shaped link; the same one shown again is none',
  backTo15fpsMs:
    'from the first fall until a second with 15 new and readable pictures began; 0 = there never was a worse one',
  readableAfterMs:
    'for text: from the first fall until the first whole picture of a smaller size that can be read; where the size stays, until the end of the longest freeze',
  fullRungAfterMs:
    'from the last rise until a second began in which every picture had its full height, at 0.9 of the fps before; null = never, or no rise',
  delayP95Ms: 'from drawing to decoded picture, the slowest twentieth while the link was low',
  fpsLow: 'new and readable pictures a second while the link was low',
  heightLow: 'px, the median height while the link was low',
  heightEnd: 'px, the median height in the last 3 s',
  switchesPerMinute: 'changes of the height of the picture',
  othersFpsRatio:
    'the worst of the other viewers: new and readable pictures a second in the 6 s after each change of the link, against before',
  othersLongestFreezeMs:
    'the longest time without another picture at any other viewer, from the first fall on',
  soundGaps: 'times in which more than 100 ms of sound in a row had to be made up',
};

const WINDOW_MS = 1000;
const STEP_MS = 50;
const SMOOTH_FPS = 15;
/** ms after a fall within which its effect has begun. */
const EFFECT_MS = 6000;
const END_MS = 3000;
const FULL_SHARE = 0.9;
const SOUND_GAP_MS = 100;
/** ms of the time before the first fall that its fps are taken from. */
const BEFORE_MS = 5000;

export function outcomeOf(recording: Recording): Outcome {
  const { limits, endedAt, sound } = recording;
  const shaped = recording.shaped.filter(isAnother);
  const others = recording.others.map((frames) => frames.filter(isAnother));
  const fellAt = limits[1]?.at ?? endedAt;
  const rise = limits.findLast((limit, index) => limit.kbps > (limits[index - 1]?.kbps ?? Infinity));
  const low = inLow(shaped, recording);
  const latencies = low.flatMap(({ latencyMs }) => latencyMs ?? []);
  return {
    longestFreezeMs: longestGap(shaped, fellAt, endedAt),
    backTo15fpsMs: backTo15(shaped, fellAt, endedAt),
    readableAfterMs: readableAfter(shaped, recording, fellAt),
    fullRungAfterMs: rise ? fullAfter(shaped, recording, fellAt, rise.at) : null,
    delayP95Ms: percentile(latencies, 0.95),
    fpsLow: rounded((low.filter(isReadable).length / lowMs(recording)) * 1000),
    heightLow: percentile(
      low.map(({ height }) => height),
      0.5,
    ),
    heightEnd: percentile(
      between(shaped, endedAt - END_MS, endedAt).map(({ height }) => height),
      0.5,
    ),
    switchesPerMinute: rounded((switches(shaped, fellAt) / (endedAt - fellAt)) * 60_000),
    othersFpsRatio: othersRatio(others, recording, fellAt),
    othersLongestFreezeMs: longestOf(others.map((frames) => longestGap(frames, fellAt, endedAt))),
    soundGaps: soundGaps(sound.filter(({ at }) => at >= fellAt)),
  };
}

/** Not the picture before, shown again; of what cannot be read nobody knows. */
function isAnother({ counter }: SeenFrame, index: number, frames: readonly SeenFrame[]): boolean {
  return counter === null || index === 0 || counter !== frames[index - 1]?.counter;
}

function isReadable({ counter }: SeenFrame): boolean {
  return counter !== null;
}

/** New and readable pictures a second from a moment on. */
export function fpsFrom(frames: readonly SeenFrame[], from: number, ms: number): number {
  const counters = between(frames, from, from + ms).flatMap(({ counter }) => counter ?? []);
  return (new Set(counters).size / ms) * 1000;
}

function between(frames: readonly SeenFrame[], from: number, to: number): readonly SeenFrame[] {
  return frames.filter(({ at }) => at >= from && at < to);
}

function longestGap(frames: readonly SeenFrame[], from: number, to: number): number {
  const times = [from, ...between(frames, from, to).map(({ at }) => at), to];
  return Math.round(Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at))));
}

function backTo15(frames: readonly SeenFrame[], fellAt: number, endedAt: number): Figure {
  const starts = steps(fellAt, endedAt - WINDOW_MS);
  const isSmooth = (from: number): boolean => fpsFrom(frames, from, WINDOW_MS) >= SMOOTH_FPS;
  const worse = starts.find((from) => from < fellAt + EFFECT_MS && !isSmooth(from));
  if (worse === undefined) return 0;
  const better = starts.find((from) => from > worse && isSmooth(from));
  return better === undefined ? null : better - fellAt;
}

/** Pictures come back, but can they be read? A smaller one whole, or where the size stays what ends the freeze. */
function readableAfter(
  shaped: readonly SeenFrame[],
  { fullHeight, endedAt }: Recording,
  fellAt: number,
): Figure {
  const after = between(shaped, fellAt, endedAt);
  const smaller = after.filter(({ height }) => height < fullHeight);
  const readable = smaller.find(isReadable);
  if (smaller.length > 0) return readable ? Math.round(readable.at - fellAt) : null;
  const times = [fellAt, ...after.filter(isReadable).map(({ at }) => at)];
  const gaps = times.slice(1).map((at, index) => ({ at, ms: at - (times[index] ?? at) }));
  const longest = gaps.toSorted((one, other) => other.ms - one.ms)[0];
  return longest ? Math.round(longest.at - fellAt) : null;
}

function fullAfter(
  shaped: readonly SeenFrame[],
  { fullHeight, endedAt }: Recording,
  fellAt: number,
  roseAt: number,
): Figure {
  const wanted = FULL_SHARE * fpsFrom(shaped, fellAt - BEFORE_MS, BEFORE_MS);
  const full = steps(roseAt, endedAt - WINDOW_MS).find((from) => {
    const frames = between(shaped, from, from + WINDOW_MS);
    return fpsFrom(shaped, from, WINDOW_MS) >= wanted && frames.every(({ height }) => height >= fullHeight);
  });
  return full === undefined ? null : full - roseAt;
}

/** The spans in which the link had the least that it ever had. */
function lowSpans({ limits, endedAt }: Recording): readonly (readonly [number, number])[] {
  const least = Math.min(...limits.map(({ kbps }) => kbps));
  return limits.flatMap(({ at, kbps }, index) =>
    kbps === least && index > 0 ? [[at, limits[index + 1]?.at ?? endedAt] as const] : [],
  );
}

function inLow(frames: readonly SeenFrame[], recording: Recording): readonly SeenFrame[] {
  return lowSpans(recording).flatMap(([from, to]) => between(frames, from, to));
}

function lowMs(recording: Recording): number {
  return lowSpans(recording).reduce((sum, [from, to]) => sum + to - from, 0);
}

function switches(frames: readonly SeenFrame[], from: number): number {
  const heights = frames.filter(({ at }) => at >= from).map(({ height }) => height);
  return heights.filter((height, index) => index > 0 && height !== heights[index - 1]).length;
}

/** Only while there is trouble: a mean over the whole run hides a dip of seconds. */
function othersRatio(others: Recording['others'], { limits, endedAt }: Recording, fellAt: number): Figure {
  const spans = limits.slice(1).map(({ at }, index) => {
    const next = limits[index + 2]?.at ?? endedAt;
    return [at, Math.min(at + EFFECT_MS, next)] as const;
  });
  const ms = spans.reduce((sum, [from, to]) => sum + to - from, 0);
  const ratios = others.flatMap((frames) => {
    const before = fpsFrom(frames, fellAt - BEFORE_MS, BEFORE_MS);
    const seen = spans.reduce((sum, [from, to]) => sum + fpsFrom(frames, from, to - from) * (to - from), 0);
    return before > 0 && ms > 0 ? seen / ms / before : [];
  });
  return ratios.length > 0 ? rounded(Math.min(...ratios)) : null;
}

function longestOf(gaps: readonly number[]): Figure {
  return gaps.length > 0 ? Math.max(...gaps) : null;
}

/** A gap may go on from window to window; what is made up in several times within one is several short ones. */
function soundGaps(windows: readonly SoundWindow[]): number {
  const runs: { concealedMs: number; events: number }[] = [];
  let running = false;
  for (const { concealedMs, events } of windows) {
    const last = runs.at(-1);
    if (concealedMs > 0 && events === 0 && running && last) last.concealedMs += concealedMs;
    else if (concealedMs > 0) runs.push({ concealedMs, events: Math.max(1, events) });
    running = concealedMs > 0;
  }
  return runs.filter(({ concealedMs, events }) => concealedMs / events > SOUND_GAP_MS).length;
}

function steps(from: number, to: number): readonly number[] {
  return Array.from(
    { length: Math.max(0, Math.floor((to - from) / STEP_MS) + 1) },
    (_, i) => from + i * STEP_MS,
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
