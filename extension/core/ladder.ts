import {
  congestionScore,
  createLinkMemory,
  readLink,
  type LinkMemory,
  type LinkReading,
  type LinkSample,
} from './congestion.ts';
import {
  ALL_LAYERS,
  expectedBitrate,
  higherPlace,
  leastBitrate,
  lowerPlace,
  neededBitrate,
  type LadderContext,
  type Place,
} from './ladder-places.ts';

/** Why a Link is moved: `link` and `silence` (its reports stopped) downwards, `recovered` and `trial` upwards. */
type LadderReason = 'link' | 'silence' | 'recovered' | 'trial';

export interface LadderDecision extends Place {
  readonly reason: LadderReason;
}

export interface LadderState extends Place {
  readonly memory: LinkMemory;
  /** ms */
  readonly movedAt: number;
  /** ms of the last step up to each rung that has not failed since */
  readonly climbedAt: ReadonlyMap<number, number>;
  /** ms after a move before the next one down: the old queue drains first */
  readonly settleMs: number;
  /** of the bad ticks in a row */
  readonly score: number;
  /** ms of the last bad tick */
  readonly badAt: number;
  /** ms since when the estimate has promised the next place up */
  readonly promisedSince: number | null;
  /** ms to wait before going up, by the rung that failed */
  readonly backoffs: ReadonlyMap<number, number>;
}

export interface LadderStep {
  readonly state: LadderState;
  /** null: stay */
  readonly decision: LadderDecision | null;
}

/** Sum of consecutive bad ticks' scores that is acted on: one tick with two witnesses, or two with the estimate alone. */
const CONGESTED = 3;
/** How much more than the next place takes the estimate has to promise. */
const UP_HEADROOM = 1.15;

const SETTLE_DOWN_MS = 1200;
/** Also after a layer was dropped: its queue is small, and a link that fell far has to go on falling. */
const SETTLE_MS = 500;
const PROMISE_MS = 1500;
const DWELL_MS = 2000;
/** ms without a bad tick after which the next place is tried with real frames: an estimate can be stuck. */
const TRIAL_MS = 8000;
/** The same if the estimate speaks against it. */
const DOUBTED_TRIAL_MS = 30_000;
/** ms that a step up has to last: a link that swings each 10 s is left low rather than followed. */
const PROVEN_MS = 20_000;
const FIRST_BACKOFF_MS = 6000;
const LAST_BACKOFF_MS = 60_000;

/** A Ladder for a Link that begins with all layers of the first rung. @param at ms */
export function createLadder(at: number): LadderState {
  return {
    rung: 0,
    temporal: ALL_LAYERS,
    memory: createLinkMemory(at),
    movedAt: at,
    climbedAt: new Map(),
    settleMs: SETTLE_DOWN_MS,
    score: 0,
    badAt: at,
    promisedSince: null,
    backoffs: new Map(),
  };
}

/** Moves one viewer down as soon as its Link is short, and up when it carries more; to be called each 250 ms. */
export function stepLadder(before: LadderState, sample: LinkSample, context: LadderContext): LadderStep {
  const { at } = sample;
  const placed = place(before, at, context);
  const reading = readLink(placed.memory, sample, neededBitrate(placed, context.rungs));
  const points = congestionScore(reading.signals);
  const state = {
    ...prove(placed, at),
    memory: reading.memory,
    score: points === 0 ? 0 : placed.score + points,
    badAt: points === 0 ? placed.badAt : at,
  };
  if (points > 0) return goDown({ ...state, promisedSince: null }, at, reading, context);
  // The round trip alone moves nobody down, but it is no time to go up.
  if (reading.signals.length > 0) return stay({ ...state, promisedSince: null });
  return goUp(state, at, reading.estimate, context);
}

/** The Link's place as the caller has it: another hand may have moved it, or a smaller source cut the rungs. */
function place(state: LadderState, at: number, { rungs, current, layers }: LadderContext): LadderState {
  const rung = Math.max(0, Math.min(current, rungs.length - 1));
  if (rung !== state.rung) return moved(state, { rung, temporal: ALL_LAYERS }, at, SETTLE_DOWN_MS);
  return layers ? state : { ...state, temporal: ALL_LAYERS };
}

function goDown(state: LadderState, at: number, reading: LinkReading, context: LadderContext): LadderStep {
  if (state.score < CONGESTED || at - state.movedAt < state.settleMs) return stay(state);
  const { signals, estimate } = reading;
  const target = lowerPlace(state, context, estimate, signals.includes('estimate'));
  if (!target) return stay(state);
  const reason = signals.some((signal) => signal !== 'silence' && signal !== 'rtt') ? 'link' : 'silence';
  const settleMs = target.rung === state.rung ? SETTLE_MS : SETTLE_DOWN_MS;
  return { state: moved(blame(state, target, at), target, at, settleMs), decision: { ...target, reason } };
}

function goUp(before: LadderState, at: number, estimate: number | null, context: LadderContext): LadderStep {
  const target = higherPlace(before);
  if (!target) return stay(before);
  const promised = estimate !== null && estimate > UP_HEADROOM * expectedBitrate(target, context.rungs);
  const state = { ...before, promisedSince: promised ? (before.promisedSince ?? at) : null };
  const doubted = estimate !== null && estimate < leastBitrate(target, context.rungs);
  const reason = upReason(state, at, state.backoffs.get(target.rung) ?? 0, doubted);
  if (!reason) return stay(state);
  const climbedAt = new Map(state.climbedAt).set(target.rung, at);
  return { state: moved({ ...state, climbedAt }, target, at, SETTLE_MS), decision: { ...target, reason } };
}

/**
 * @param backoff ms to wait since the last move, for what failed before
 * @param doubted the estimate says that the next place won't do
 */
function upReason(state: LadderState, at: number, backoff: number, doubted: boolean): LadderReason | null {
  const stayed = at - state.movedAt;
  const promisedFor = state.promisedSince === null ? 0 : at - state.promisedSince;
  if (promisedFor >= PROMISE_MS && stayed >= Math.max(DWELL_MS, backoff)) return 'recovered';
  const clean = Math.min(stayed, at - state.badAt);
  return clean >= Math.max(doubted ? DOUBTED_TRIAL_MS : TRIAL_MS, backoff) ? 'trial' : null;
}

function moved(state: LadderState, to: Place, at: number, settleMs: number): LadderState {
  return { ...state, ...to, movedAt: at, settleMs, score: 0, promisedSince: null };
}

/** Steps up that did not last are not repeated soon: of every rung that is left, for a deep fall tells of all. */
function blame(state: LadderState, target: Place, at: number): LadderState {
  const climbedAt = new Map(state.climbedAt);
  const backoffs = new Map(state.backoffs);
  for (let rung = state.rung; rung < Math.max(target.rung, state.rung + 1); rung += 1) {
    if (at - (climbedAt.get(rung) ?? Number.NEGATIVE_INFINITY) >= PROVEN_MS) continue;
    backoffs.set(rung, Math.min(LAST_BACKOFF_MS, 2 * (backoffs.get(rung) ?? FIRST_BACKOFF_MS)));
    climbedAt.delete(rung);
  }
  return { ...state, climbedAt, backoffs };
}

/** One that did last is forgiven what failed before. */
function prove(state: LadderState, at: number): LadderState {
  const climbed = state.climbedAt.get(state.rung);
  if (climbed === undefined || at - climbed < PROVEN_MS || !state.backoffs.has(state.rung)) return state;
  const backoffs = new Map(state.backoffs);
  backoffs.delete(state.rung);
  return { ...state, backoffs };
}

function stay(state: LadderState): LadderStep {
  return { state, decision: null };
}
