import {
  congestionScore,
  createLinkMemory,
  readLink,
  type CongestionSignal,
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
  /** by the rung that failed */
  readonly backoffs: ReadonlyMap<number, Backoff>;
}

interface Backoff {
  /** ms, when it failed last */
  readonly failedAt: number;
  /** ms to wait from then on before going up to it */
  readonly waitMs: number;
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
/** How much more than the next place takes the estimate has to promise. */
const UP_HEADROOM = 1.15;

const SETTLE_DOWN_MS = 1200;
/** Also after a layer was dropped: its queue is small, and a link that fell far has to go on falling. */
const SETTLE_MS = 500;
/** ms for which a report may tell of losses before the step down: RTCP comes once a second, and the queue has to drain. */
const LOSS_STALE_MS = 2500;
const PROMISE_MS = 1500;
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
/** ms that a step up has to last: a link that swings each 10 s is left low rather than followed. */
const PROVEN_MS = 20_000;
/** ms within which a step up fails that should not have been made: probes through a token bucket read far too high */
const MISTAKE_MS = 3000;
/** ms to wait after the first; each further failure doubles it */
const MISTAKE_BACKOFF_MS = 6000;
/** The same after one that went well for longer until the link fell: it swings. */
const SWING_BACKOFF_MS = 24_000;
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
    climbing: false,
    score: 0,
    badAt: at,
    doubtedAt: at,
    hopelessAt: at,
    promises: new Map(),
    backoffs: new Map(),
  };
}

/** Moves one viewer down as soon as its Link is short, and up when it carries more; to be called each 250 ms. */
export function stepLadder(before: LadderState, sample: LinkSample, context: LadderContext): LadderStep {
  const { at } = sample;
  const placed = place(before, at, context);
  const { rungs } = context;
  const reading = readLink(
    placed.memory,
    withoutOldLoss(placed, sample),
    neededBitrate(placed, rungs),
    leastBitrate(placed, rungs),
  );
  const points = congestionScore(weighty(placed, at, reading.signals));
  const state = {
    ...prove(placed, at),
    memory: reading.memory,
    score: points === 0 ? 0 : placed.score + points,
    badAt: points === 0 ? placed.badAt : at,
  };
  if (points > 0) return goDown({ ...state, promises: new Map() }, at, reading, context);
  const watched = watchEstimate(state, at, reading.estimate, context);
  // The round trip alone moves nobody down, but it is no time to go up.
  return reading.signals.length > 0 ? stay(watched) : goUp(watched, at);
}

/** Right after a step up the rung's encoder has only just been told of the newcomer. */
function weighty(
  state: LadderState,
  at: number,
  signals: readonly CongestionSignal[],
): readonly CongestionSignal[] {
  return isUnproven(state, at) ? signals.filter((signal) => signal !== 'tight') : signals;
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

function goDown(state: LadderState, at: number, reading: LinkReading, context: LadderContext): LadderStep {
  const stayed = at - state.movedAt;
  const enough = isUnproven(state, at) ? UNPROVEN_CONGESTED : CONGESTED;
  if (state.score < enough || stayed < state.settleMs) return stay(state);
  const { signals, estimate } = reading;
  const slight = signals.includes('estimate') || signals.includes('tight');
  const target = lowerPlace(state, context, estimate, slight);
  if (!target) return stay(state);
  const reason = signals.some((signal) => signal !== 'silence' && signal !== 'rtt') ? 'link' : 'silence';
  const settleMs = target.rung === state.rung ? SETTLE_MS : SETTLE_DOWN_MS;
  return {
    state: lowered(blame(state, target, at, signals.includes('estimate')), target, at, settleMs),
    decision: { ...target, reason },
  };
}

/** Notes which rungs the estimate promises, and whether it speaks against the next place. */
function watchEstimate(
  state: LadderState,
  at: number,
  estimate: number | null,
  { rungs }: LadderContext,
): LadderState {
  const target = higherPlace(state);
  if (estimate === null || !target) return { ...state, hopelessAt: at, promises: new Map() };
  const promised = rungs.flatMap((_, rung) => {
    const expected = expectedBitrate({ rung, temporal: ALL_LAYERS }, rungs);
    return estimate > UP_HEADROOM * expected ? [[rung, state.promises.get(rung) ?? at] as const] : [];
  });
  const least = leastBitrate(target, rungs);
  const doubtedAt = estimate < least ? at : state.doubtedAt;
  const hopelessAt = estimate < HOPEFUL * least ? at : state.hopelessAt;
  return { ...state, promises: new Map(promised), doubtedAt, hopelessAt };
}

function goUp(state: LadderState, at: number): LadderStep {
  const target = higherPlace(state);
  const reason = target && upReason(state, target.rung, at);
  if (!target || !reason) return stay(state);
  const climbedAt = new Map(state.climbedAt).set(target.rung, at);
  const settled = { movedAt: at, settleMs: SETTLE_MS, score: 0, climbing: true };
  return { state: { ...state, ...target, ...settled, climbedAt }, decision: { ...target, reason } };
}

function upReason(state: LadderState, rung: number, at: number): LadderReason | null {
  const backoff = state.backoffs.get(rung);
  if (backoff && at - backoff.failedAt < backoff.waitMs) return null;
  const stayed = at - state.movedAt;
  const promisedSince = state.promises.get(rung);
  const isPromised = promisedSince !== undefined && at - promisedSince >= PROMISE_MS;
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

/**
 * Steps up that did not last are not repeated soon: of every rung that is left, for a deep fall tells of all, unless
 * the last step alone was the mistake.
 * @param fell the link fell far, it was not just that the picture took more
 */
function blame(state: LadderState, target: Place, at: number, fell: boolean): LadderState {
  const climbedAt = new Map(state.climbedAt);
  const backoffs = new Map(state.backoffs);
  const isMistake = state.climbing && at - state.movedAt < MISTAKE_MS;
  const end = isMistake ? state.rung + 1 : Math.max(target.rung, state.rung + 1);
  for (let rung = state.rung; rung < end; rung += 1) {
    const lasted = at - (climbedAt.get(rung) ?? Number.NEGATIVE_INFINITY);
    if (lasted >= PROVEN_MS) continue;
    const first = fell && lasted >= MISTAKE_MS ? SWING_BACKOFF_MS : MISTAKE_BACKOFF_MS;
    const waitMs = Math.min(LAST_BACKOFF_MS, Math.max(first, 2 * (backoffs.get(rung)?.waitMs ?? 0)));
    backoffs.set(rung, { failedAt: at, waitMs });
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
