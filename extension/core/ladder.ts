import {
  congestionScore,
  createLinkMemory,
  readLink,
  type CongestionSignal,
  type LinkMemory,
  type LinkReading,
  type LinkSample,
} from './congestion.ts';
import { forgive, mayClimb, NO_FAILURES, noteClimb, noteFall, type Failures } from './ladder-failures.ts';
import { noteRefuge, refugeBelow, type Refuge } from './ladder-refuge.ts';
import type { Limits } from './limits.ts';
import {
  ALL_LAYERS,
  expectedBitrate,
  higherPlace,
  isSamePlace,
  leastBitrate,
  lowerPlace,
  neededBitrate,
  toldBitrate,
  within,
  type LadderContext,
  type Place,
  type Shortage,
} from './ladder-places.ts';

/**
 * Why a Link is moved. Downwards: `link`, `uplink` (its part of the sharer's way out is short), `silence` (its reports
 * stopped). Upwards: `recovered`, `trial`. Both: `limits` (the viewer needs less, or more again).
 */
type LadderReason = 'link' | 'uplink' | 'silence' | 'recovered' | 'trial' | 'limits';

export interface LadderDecision extends Place {
  readonly reason: LadderReason;
}

export interface LadderState extends Place {
  readonly memory: LinkMemory;
  /** ms */
  readonly movedAt: number;
  readonly failures: Failures;
  /** Where it was before limits took it down; null = they did not, or the link is short as well */
  readonly takenFrom: Place | null;
  /** What was short when it was moved down last. */
  readonly heldBy: 'link' | 'uplink';
  /** ms after a move before the next one down: the old queue drains first */
  readonly settleMs: number;
  /** The last move was a step up. */
  readonly climbing: boolean;
  /** of the bad ticks in a row */
  readonly score: number;
  /** ms of the last bad tick */
  readonly badAt: number;
  /** ms of the last tick whose estimate spoke against the next place up */
  readonly doubtedAt: number;
  /** ms of the last tick whose estimate gave no hope for the next place up */
  readonly hopelessAt: number;
  /** ms since when the estimate has promised each rung that it promises */
  readonly promises: ReadonlyMap<number, number>;
  /** Where it was well when the link was short last. */
  readonly refuge: Refuge | null;
}

export interface LadderStep {
  readonly state: LadderState;
  /** null: stay */
  readonly decision: LadderDecision | null;
}

/** Sum of consecutive bad ticks' scores that is acted on: one tick with two witnesses, or two with the estimate alone. */
const CONGESTED = 3;
/** The same right after a step up, which may have been a mistake: the rung before is known to work. */
const UNPROVEN_CONGESTED = 2;
const UNPROVEN_MS = 1500;
/** ms after a step up in which a person is told that it is one. */
const TRYING_MS = 3000;
/** How much more than the next place takes the estimate has to promise. */
const UP_HEADROOM = 1.15;

const SETTLE_DOWN_MS = 1200;
/** Share of a collapsing estimate that is left of it a second later (10 -> 1 and 0.5 Mbps); of what comes, a queue needs the rest. */
const COLLAPSE_REST = 0.6;
/** Also after a layer was dropped: its queue is small, and a link that fell far has to go on falling. */
const SETTLE_MS = 500;
/** ms for which a report may tell of losses before the step down: RTCP comes once a second, and the queue has to drain. */
const LOSS_STALE_MS = 2500;
/** Of what an encoder was told: so much lets a queue drain beside it. */
const DRAIN_ROOM = 1.1;
const PROMISE_MS = 1500;
/**
 * The same of an estimate that nothing like it was sent for: a probe passes through a token bucket many times faster
 * than a stream. Meanwhile the rung below runs at its full rate, and would show a link that carries no more than that.
 */
const HOPE_MS = 3000;
const HOPE_SHARE = 2;
const DWELL_MS = 2000;
/** The same after a step up: long enough for the new rung's rate to show. */
const CLIMB_DWELL_MS = 1000;
/** ms without a bad tick after which the next place is tried with real frames: an estimate can be stuck. */
const TRIAL_MS = 8000;
/** The same if the estimate has grown past the least that the next rung can do with. */
const HOPEFUL_TRIAL_MS = 4000;
const HOPEFUL = 1.1;
/** The same if the estimate speaks against it. */
const DOUBTED_TRIAL_MS = 30_000;

/** A Ladder for a Link that begins with all layers of the first rung. @param at ms */
export function createLadder(at: number): LadderState {
  return {
    rung: 0,
    temporal: ALL_LAYERS,
    memory: createLinkMemory(),
    movedAt: at,
    failures: NO_FAILURES,
    takenFrom: null,
    heldBy: 'link',
    settleMs: SETTLE_DOWN_MS,
    climbing: false,
    score: 0,
    badAt: at,
    doubtedAt: at,
    hopelessAt: at,
    promises: new Map(),
    refuge: null,
  };
}

/** Moves one viewer down as soon as its Link is short, and up when it carries more; to be called each 250 ms. */
export function stepLadder(before: LadderState, sample: LinkSample, asked: LadderContext): LadderStep {
  const { at } = sample;
  const context = asked.layers ? asked : withoutLayers(asked);
  const placed = place(before, at, context);
  const limited = limit(placed, at, context);
  if (limited) return limited;
  const { rungs } = context;
  const reading = readLink(
    placed.memory,
    withoutOldLoss(placed, withBudget(sample, context)),
    isTogether(sample, context) ? toldBitrate(placed, rungs) : neededBitrate(placed, rungs),
    leastBitrate(placed, rungs),
  );
  const points = congestionScore(weighty(placed, at, reading, toldBitrate(placed, rungs)));
  const state = {
    ...placed,
    failures: forgive(placed.failures, placed.rung, at),
    memory: reading.memory,
    score: points === 0 ? 0 : placed.score + points,
    badAt: congestionScore(reading.signals) === 0 ? placed.badAt : at,
  };
  if (points > 0) return goDown({ ...state, promises: new Map() }, sample, reading, context);
  const watched = watchEstimate(state, sample, reading.estimate, context);
  // The round trip alone moves nobody down, but it is no time to go up; nor is a tick in which the estimate falls.
  if (reading.signals.length > 0 || reading.falling) return stay(watched);
  const calm = {
    ...watched,
    refuge: noteRefuge(watched.refuge, watched, reading.estimate, leastBitrate(watched, rungs), at),
  };
  return giveBack(calm, at, reading.estimate, context) ?? goUp(calm, sample, context);
}

/** A step up that may yet be taken back. @param at ms */
export function isTrying({ climbing, movedAt }: LadderState, at: number): boolean {
  return climbing && at - movedAt < TRYING_MS;
}

/**
 * It is below what the viewer could get, the estimate promises no more, and nothing bad was seen of late: time to look for
 * more. @param at ms
 */
export function isHopeful(
  { rung, badAt, movedAt, promises }: LadderState,
  { top }: Pick<Limits, 'top'>,
  at: number,
): boolean {
  return rung > top && !promises.has(top) && at - Math.max(badAt, movedAt) >= SETTLE_DOWN_MS;
}

/**
 * Right after a step up the rung's encoder has only just been told of the newcomer; after one down it may have yet to
 * obey, and what waits are repairs of the rung that was left.
 * @param told bit/s that the encoder will make
 */
function weighty(
  state: LadderState,
  at: number,
  { signals, estimate }: Pick<LinkReading, 'signals' | 'estimate'>,
  told: number,
): readonly CongestionSignal[] {
  if (isUnproven(state, at)) return signals.filter((signal) => signal !== 'tight');
  const isDraining = !state.climbing && at - state.movedAt < LOSS_STALE_MS;
  if (!isDraining || (estimate ?? 0) < DRAIN_ROOM * told) return signals;
  return signals.filter((signal) => signal !== 'tight' && signal !== 'pacer');
}

function isUnproven({ climbing, movedAt }: LadderState, at: number): boolean {
  return climbing && at - movedAt < UNPROVEN_MS;
}

function withoutOldLoss({ climbing, movedAt }: LadderState, sample: LinkSample): LinkSample {
  const isOld = !climbing && sample.at - movedAt < LOSS_STALE_MS;
  return isOld ? { ...sample, loss: null } : sample;
}

/** The Link's place as the caller has it: another hand may have moved it, or a smaller source cut the rungs. */
function place(state: LadderState, at: number, { rungs, current, layers }: LadderContext): LadderState {
  const rung = Math.max(0, Math.min(current, rungs.length - 1));
  if (rung !== state.rung) return lowered(state, { rung, temporal: ALL_LAYERS }, at, SETTLE_DOWN_MS);
  return layers ? state : { ...state, temporal: ALL_LAYERS };
}

/** Takes it down to what the viewer needs, at once: that is no fault of the link. */
function limit(state: LadderState, at: number, { limits }: LadderContext): LadderStep | null {
  const target = within(state, limits);
  if (isSamePlace(target, state)) return null;
  const { rung, temporal } = state;
  const takenFrom = state.takenFrom ?? { rung, temporal };
  const moved = { ...lowered(state, target, at, 0), takenFrom, doubtedAt: at, hopelessAt: at };
  return { state: moved, decision: { ...target, reason: 'limits' } };
}

/** Without layers there are none to hold back. */
function withoutLayers(context: LadderContext): LadderContext {
  return { ...context, limits: { ...context.limits, temporal: ALL_LAYERS } };
}

/** What limits took is given back at once where they are gone and the estimate allows it: it had worked before. */
function giveBack(
  state: LadderState,
  at: number,
  estimate: number | null,
  { limits, rungs }: LadderContext,
): LadderStep | null {
  if (!state.takenFrom) return null;
  const target = within(state.takenFrom, limits);
  const affordable = estimate === null || estimate > expectedBitrate(target, rungs);
  if (isSamePlace(target, state) || !affordable) return null;
  const takenFrom = isSamePlace(target, state.takenFrom) ? null : state.takenFrom;
  return climb({ ...state, takenFrom }, target, at, 'limits');
}

function withBudget(sample: LinkSample, { budget }: LadderContext): LinkSample {
  return isBudgetShort(sample, budget) ? { ...sample, estimate: budget } : sample;
}

function isBudgetShort({ estimate }: LinkSample, budget: number | null): boolean {
  return budget !== null && estimate !== null && budget < estimate;
}

/** What is short is the way out that all share alike: encoders are slowed down for it, and nobody is hurt by that. */
function isTogether(sample: LinkSample, { budget, together }: LadderContext): boolean {
  return together === true && isBudgetShort(sample, budget);
}

function goDown(
  state: LadderState,
  sample: LinkSample,
  reading: LinkReading,
  context: LadderContext,
): LadderStep {
  const { at } = sample;
  const stayed = at - state.movedAt;
  const enough = isUnproven(state, at) ? UNPROVEN_CONGESTED : CONGESTED;
  if (state.score < enough || stayed < state.settleMs) return stay(state);
  const { signals, estimate } = reading;
  const shortage = shortageOf(reading);
  // It goes on falling while the queues fill: a rung too high would be left again at once, and cost another key frame.
  const rest = signals.includes('collapse') || signals.includes('backlog') ? COLLAPSE_REST : 1;
  const lower =
    refugeBelow(state.refuge, state.rung, estimate, at) ??
    lowerPlace(state, context, estimate === null ? null : rest * estimate, shortage);
  if (!lower) return stay(state);
  const target = within(lower, context.limits);
  const heldBy = isBudgetShort(sample, context.budget) ? 'uplink' : 'link';
  const reason = signals.some((signal) => signal !== 'silence' && signal !== 'rtt') ? heldBy : 'silence';
  const failures = noteFall(state.failures, {
    at,
    from: state.rung,
    to: target.rung,
    climbedLast: state.climbing ? state.movedAt : null,
    deep: reading.deep || signals.includes('estimate') || signals.includes('collapse'),
  });
  // One that did not hold this time is none any more.
  const refuge = state.refuge?.rung === state.rung ? null : state.refuge;
  const settleMs = target.rung === state.rung ? SETTLE_MS : SETTLE_DOWN_MS;
  return {
    state: lowered({ ...state, failures, heldBy, refuge, takenFrom: null }, target, at, settleMs),
    decision: { ...target, reason },
  };
}

/** One that says more than the estimate has a queue to drain, and is no smaller for it. */
function shortageOf({ signals, falling }: LinkReading): Shortage {
  if (!signals.includes('estimate') && !signals.includes('tight')) return 'unknown';
  return falling || signals.length > 1 ? 'falling' : 'steady';
}

/** Notes which rungs the estimate promises, and whether it speaks against the next place. */
function watchEstimate(
  state: LadderState,
  sample: LinkSample,
  estimate: number | null,
  context: LadderContext,
): LadderState {
  const { at } = sample;
  const { rungs, limits } = context;
  const target = higherPlace(state, limits);
  if (estimate === null || !target) return { ...state, hopelessAt: at, promises: new Map() };
  const promised = rungs.flatMap((_, rung) => {
    const expected = expectedBitrate({ rung, temporal: ALL_LAYERS }, rungs, isTogether(sample, context));
    return estimate > UP_HEADROOM * expected ? [[rung, state.promises.get(rung) ?? at] as const] : [];
  });
  const least = leastBitrate(target, rungs);
  const doubtedAt = estimate < least ? at : state.doubtedAt;
  const hopelessAt = estimate < HOPEFUL * least ? at : state.hopelessAt;
  return { ...state, promises: new Map(promised), doubtedAt, hopelessAt };
}

function goUp(state: LadderState, sample: LinkSample, { limits }: LadderContext): LadderStep {
  const { at } = sample;
  const target = higherPlace(state, limits);
  const reason = target && upReason(state, target.rung, sample);
  return target && reason ? climb(state, target, at, reason) : stay(state);
}

function climb(state: LadderState, target: Place, at: number, reason: LadderReason): LadderStep {
  const failures = noteClimb(state.failures, target.rung, at);
  const settled = { movedAt: at, settleMs: SETTLE_MS, score: 0, climbing: true };
  return { state: { ...state, ...target, ...settled, failures }, decision: { ...target, reason } };
}

function upReason(
  state: LadderState,
  rung: number,
  { at, estimate, sentBitrate }: LinkSample,
): LadderReason | null {
  if (!mayClimb(state.failures, rung, at)) return null;
  const stayed = at - state.movedAt;
  const promisedSince = state.promises.get(rung);
  const promiseMs = (estimate ?? 0) > HOPE_SHARE * sentBitrate ? HOPE_MS : PROMISE_MS;
  const isPromised = promisedSince !== undefined && at - promisedSince >= promiseMs;
  if (isPromised && stayed >= (state.climbing ? CLIMB_DWELL_MS : DWELL_MS)) return 'recovered';
  return Math.min(stayed, at - state.badAt) >= trialMs(state, at) ? 'trial' : null;
}

function trialMs({ doubtedAt, hopelessAt }: LadderState, at: number): number {
  if (at - hopelessAt >= HOPEFUL_TRIAL_MS) return HOPEFUL_TRIAL_MS;
  return at - doubtedAt < TRIAL_MS ? DOUBTED_TRIAL_MS : TRIAL_MS;
}

function lowered(state: LadderState, to: Place, at: number, settleMs: number): LadderState {
  return { ...state, ...to, movedAt: at, settleMs, climbing: false, score: 0, promises: new Map() };
}

function stay(state: LadderState): LadderStep {
  return { state, decision: null };
}
