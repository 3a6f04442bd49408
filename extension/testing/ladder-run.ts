import { smoothBitrate, type LinkSample } from '../core/congestion.ts';
import type { LadderContext, MeasuredRung } from '../core/ladder-places.ts';
import { createLadder, stepLadder, type LadderDecision, type LadderState } from '../core/ladder.ts';
import { NO_LIMITS } from '../core/limits.ts';
import { rungBitrate, rungsOf } from '../core/rungs.ts';

export const TICK_MS = 250;
export const RUNGS: readonly MeasuredRung[] = rungsOf('1080p30', 'auto', null).map((rung) => ({
  ...rung,
  bitrate: rung.maxBitrate,
  rate: rung.maxBitrate,
}));
/** All that the first rung may take. */
export const GOOD: Partial<LinkSample> = { estimate: 12_000_000 };
/** No estimate to go by, and nothing wrong. */
export const UNKNOWN: Partial<LinkSample> = { estimate: null };

/** A decision, when it fell and from where. */
export interface Move extends LadderDecision {
  /** ms */
  readonly at: number;
  readonly from: LadderState;
}

/**
 * A bottleneck with a queue, and an estimate that falls to what got through when the queue grows and climbs by a
 * quarter a tick when there is none.
 * @param ms how long
 * @param capacity bit/s at a time in ms
 */
export function simulate(ms: number, capacity: (at: number) => number): readonly Move[] {
  const moves: Move[] = [];
  let state = createLadder(0);
  let estimate = 300_000;
  let queue = 0;
  let rate = RUNGS.map(() => 0);
  for (let at = 0; at < ms; at += TICK_MS) {
    const link = capacity(at);
    const told = RUNGS.map((rung, index) =>
      index === state.rung ? rungBitrate(rung, [estimate]) : rung.maxBitrate,
    );
    const sent = (told[state.rung] ?? 0) * [0.44, 0.65, 1][state.temporal]!;
    rate = rate.map((old, index) => smoothBitrate(old || null, told[index] ?? 0));
    queue = Math.max(0, queue + ((sent - link) * TICK_MS) / 1000);
    estimate = queue > 0 ? estimate + (0.85 * link - estimate) / 2 : Math.min(1.05 * link, estimate * 1.25);
    const rungs = RUNGS.map((rung, index) => ({ ...rung, bitrate: told[index]!, rate: rate[index]! }));
    const rttMs = 20 + (queue / link) * 1000;
    const from = state;
    const seen = sample(at, { estimate: at < 3000 ? null : estimate, rttMs, report: report(0, rttMs) });
    const step = stepLadder(state, seen, context({ rungs, current: state.rung, layers: true }));
    state = step.state;
    if (step.decision) moves.push({ ...step.decision, at, from });
  }
  return moves;
}

/**
 * Feeds a Ladder, one sample a tick, and follows its decisions at once.
 * @param samples differences from a clean one
 */
export function drive(samples: readonly Partial<LinkSample>[], change: Partial<LadderContext> = {}) {
  const moves: Move[] = [];
  let state = createLadder(0);
  samples.forEach((one, tick) => {
    const at = tick * TICK_MS;
    const from = state;
    const step = stepLadder(state, sample(at, one), context({ ...change, current: state.rung }));
    state = step.state;
    if (step.decision) moves.push({ ...step.decision, at, from });
  });
  return { state, moves };
}

/** The moves of `drive`. */
export function run(
  samples: readonly Partial<LinkSample>[],
  change: Partial<LadderContext> = {},
): readonly Move[] {
  return drive(samples, change).moves;
}

/**
 * A stretch of equal samples.
 * @param more what differs, by ms since the beginning of the stretch
 */
export function ticks(
  one: Partial<LinkSample>,
  ms: number,
  more?: (ms: number) => Partial<LinkSample>,
): readonly Partial<LinkSample>[] {
  return Array.from({ length: ms / TICK_MS }, (_, tick) => ({ ...one, ...more?.(tick * TICK_MS) }));
}

/** A clean sample but for what is named; all that the link is believed to carry is sent. */
export function sample(at: number, change: Partial<LinkSample>): LinkSample {
  return {
    at,
    estimate: null,
    sentBitrate: change.estimate ?? 0,
    rttMs: 20,
    loss: 0,
    pacerMs: 0,
    report: null,
    ...change,
  };
}

/** A viewer's report. @param ageMs ms since it came @param rttMs ms */
export function report(ageMs: number, rttMs: number): LinkSample['report'] {
  return { ageMs, rttMs, fps: 30, decoded: 0, freezes: 0 };
}

/** Three rungs without layers, of text, but for what is named. */
export function context(change: Partial<LadderContext>): LadderContext {
  return {
    rungs: RUNGS,
    current: 0,
    layers: false,
    hint: 'detail',
    limits: NO_LIMITS,
    budget: null,
    ...change,
  };
}
