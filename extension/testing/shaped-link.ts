import { smoothBitrate } from '../core/congestion.ts';
import type { MeasuredRung } from '../core/ladder-places.ts';
import { createLadder, isHopeful, stepLadder, type LadderState } from '../core/ladder.ts';
import { NO_LIMITS } from '../core/limits.ts';
import { rungBitrate, rungsOf, type Rung } from '../core/rungs.ts';
import { context, report, sample, TICK_MS, type Move } from './ladder-run.ts';

/** A 720p page under the 1080p30 preset, as `npm run bench:adapt` shares it. */
const RUNGS: readonly Rung[] = rungsOf('1080p30', 'auto', { width: 1280, height: 720 });
const LAYER_SHARE = [0.44, 0.65, 1] as const;
/** Share of the picture's bits that each rung's encoder makes of it, as recorded. */
const PICTURE_SHARE = [1, 0.4, 0.1] as const;
/** bit/s that the others on the first rung let its encoder make */
const OTHERS = 4_800_000;
/** s of data that wait before a router drops the rest (`tc tbf … latency 200ms`) */
const BUFFER_S = 0.2;

export interface ShapedLink {
  readonly seed: number;
  readonly ms: number;
  /** bit/s at a time in ms */
  readonly capacity: (at: number) => number;
  /** bit/s that the shared page takes on the first rung */
  readonly picture?: number;
}

export interface Seen {
  readonly moves: readonly Move[];
  /** ms of each tick, and s that what is sent then waits in the link */
  readonly waits: readonly (readonly [at: number, seconds: number])[];
}

/**
 * A Ladder on a token bucket, after recorded traces: the estimate is down at four fifths of the link two ticks after a
 * fall, and swings by 7 %; with room to spare probes bring it up at once, and one in four reads several times too much
 * until it is used, for a bucket lets bursts pass.
 */
export function runShaped({ seed, ms, capacity, picture = 2_400_000 }: ShapedLink): Seen {
  const random = randomFrom(seed);
  const moves: Move[] = [];
  const waits: [number, number][] = [];
  let state = createLadder(0);
  let link = { estimate: 0.9 * capacity(0), queue: 0, falseUntil: 0, probedAt: 0 };
  let told = RUNGS.map(({ maxBitrate }) => Math.min(maxBitrate, OTHERS));
  let rates: readonly (number | null)[] = RUNGS.map((_, index) => (index === 0 ? picture : null));
  for (let at = 0; at < ms; at += TICK_MS) {
    const made = told.map((rate, index) =>
      Math.min(rate, picture * (PICTURE_SHARE[index] ?? 0) * (0.9 + 0.2 * random())),
    );
    rates = rates.map((rate, index) =>
      index === 0 || index === state.rung ? smoothBitrate(rate, made[index] ?? 0) : null,
    );
    const sent = (made[state.rung] ?? 0) * LAYER_SHARE[state.temporal];
    const passed = pass(link, sent, capacity(at));
    link = {
      ...link,
      ...believe({ ...link, ...passed }, { at, sent, carried: capacity(at), state, random }),
    };
    const rungs = RUNGS.map((rung, index) => ({
      ...rung,
      bitrate: told[index] ?? 0,
      rate: rates[index] ?? null,
    }));
    const rttMs = 3 + passed.wait * 1000;
    const seen = sample(at, {
      estimate: at < 3000 ? null : link.estimate,
      sentBitrate: sent,
      rttMs,
      loss: passed.lost,
      pacerMs: sent > link.estimate ? 60 : 2,
      report: report(60, rttMs),
    });
    const from = state;
    const step = stepLadder(state, seen, context({ rungs, current: state.rung, layers: true }));
    state = step.state;
    if (step.decision) moves.push({ ...step.decision, at, from });
    waits.push([at, passed.wait]);
    told = tell(told, state, link.estimate, rungs);
  }
  return { moves, waits };
}

/** One tick through the bucket. */
function pass({ queue }: { readonly queue: number }, sent: number, carried: number) {
  const arrived = queue + (sent * TICK_MS) / 1000;
  const left = Math.max(0, arrived - (carried * TICK_MS) / 1000);
  const kept = Math.min(left, carried * BUFFER_S);
  return { queue: kept, lost: left > kept ? (left - kept) / arrived : 0, wait: kept / carried };
}

interface Belief {
  readonly estimate: number;
  readonly queue: number;
  readonly falseUntil: number;
  readonly probedAt: number;
}

/** What Chromium believes after a tick. */
function believe(
  before: Belief,
  {
    at,
    sent,
    carried,
    state,
    random,
  }: {
    readonly at: number;
    readonly sent: number;
    readonly carried: number;
    readonly state: LadderState;
    readonly random: () => number;
  },
): Belief {
  const { estimate, queue, falseUntil, probedAt } = before;
  const sure = carried * (0.72 + 0.12 * random());
  if (queue > 0.1 * carried * BUFFER_S || sent > carried)
    return {
      ...before,
      estimate: estimate + (sure - estimate) * (estimate > sure ? 0.85 : 0.1),
      falseUntil: 0,
    };
  if (at < falseUntil) return { ...before, estimate: estimate * (0.98 + 0.02 * random()) };
  if (estimate > 1.1 * carried) return { ...before, estimate: sure };
  const hasRoom = sent < 0.65 * estimate;
  const due = at - probedAt >= (isHopeful(state, NO_LIMITS, at) ? 1000 : 5000);
  if (!hasRoom || !due) {
    const grown = Math.min(Math.max(1.02 * estimate, sent), Math.max(estimate, 0.95 * carried));
    return { ...before, estimate: grown };
  }
  const isFalse = random() < 0.25;
  const read = isFalse ? carried * (2 + 4 * random()) : Math.min(2 * estimate, sure * 1.15);
  return {
    estimate: Math.min(9_000_000, Math.max(estimate, read)),
    queue,
    falseUntil: isFalse ? at + 1000 + 3000 * random() : 0,
    probedAt: at,
  };
}

/** What each encoder is told next: the first is held up by others, the lower ones are this viewer's alone. */
function tell(
  told: readonly number[],
  { rung, temporal }: LadderState,
  estimate: number,
  rungs: readonly MeasuredRung[],
): number[] {
  return rungs.map((one, index) => {
    const mine = index === rung ? [estimate / LAYER_SHARE[temporal]] : [];
    const others = index === 0 ? [OTHERS / one.share] : [];
    return mine.length + others.length === 0
      ? (told[index] ?? 0)
      : rungBitrate(one, [...mine, ...others], told[index]);
  });
}

/** Numbers from 0 to 1 that a seed gives again (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
