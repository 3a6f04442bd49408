import { encoderBitrate, type Rung } from './rungs.ts';

/**
 * Who holds down the bit rate of a shared rung for the others, and gets an encoder of its own: at the same size, at the
 * rate that its own link carries.
 */

/** A viewer that is fed by a rung, or would be but for being an outlier. */
export interface OutlierSink {
  readonly id: string;
  /** where its Ladder has it */
  readonly rung: number;
  /** bit/s that its link carries; null while that is not known: then it holds nobody down */
  readonly estimate: number | null;
}

export interface OutlierInput {
  /** ms, any clock that goes forward */
  readonly at: number;
  readonly rungs: readonly Rung[];
  readonly sinks: readonly OutlierSink[];
  /** Own encoders that this computer affords to outliers (`ownBudget`). */
  readonly budget: number;
}

export interface OutlierState {
  /** ms since when each viewer has held the others of its rung down */
  readonly suspects: ReadonlyMap<string, number>;
  readonly outliers: ReadonlyMap<string, Outlier>;
  /** of who has been one */
  readonly returns: ReadonlyMap<string, Return>;
  /** ms since when there are more than the computer affords; null = there are not */
  readonly overBudgetSince: number | null;
}

interface Outlier {
  /** ms since when it would hold nobody down any more; null = it would */
  readonly calmSince: number | null;
  /** ms of calm before it shares again */
  readonly patienceMs: number;
}

interface Return {
  /** ms from which on it may be an outlier again */
  readonly from: number;
  /** ms of calm that it had needed */
  readonly patienceMs: number;
}

export const NO_OUTLIERS: OutlierState = {
  suspects: new Map(),
  outliers: new Map(),
  returns: new Map(),
  overBudgetSince: null,
};

/** As much more would the others' encoder be told without it: less is not worth an encoder and a switch. */
const DRAG = 1.35;
/** The same that is taken for none on the way back. */
const CALM_DRAG = 1.15;
/** ms: a link that fell is first moved by the Ladder, and may go on falling to another rung. */
const SUSPECT_MS = 3000;
/** ms of calm before it shares again: a token bucket makes an estimate read too high for seconds. */
const PATIENCE_MS = 10_000;
const LAST_PATIENCE_MS = 120_000;
/** ms within which a return has failed: the next one takes twice as much patience. */
const RETURN_FAILED_MS = 60_000;
/** How often its patience one waits that was sent back because the computer was too busy. */
const SENT_BACK = 5;
/** ms for which there must be more than the computer affords before one is sent back; none at all is no time to wait. */
const OVER_BUDGET_MS = 5000;

/** Decides again who is an outlier; to be called once a tick. */
export function stepOutliers(before: OutlierState, input: OutlierInput): OutlierState {
  const { at, budget } = input;
  const present = new Set(input.sinks.map(({ id }) => id));
  const returns = new Map([...before.returns].filter(([id]) => present.has(id)));
  const outliers = new Map<string, Outlier>();
  for (const [id, { calmSince, patienceMs }] of before.outliers) {
    const sink = input.sinks.find((one) => one.id === id);
    if (!sink) continue;
    const calm = returnDrag(sink, input, before.outliers) < CALM_DRAG ? (calmSince ?? at) : null;
    if (calm !== null && at - calm >= patienceMs) returns.set(id, { from: at, patienceMs });
    else outliers.set(id, { calmSince: calm, patienceMs });
  }
  const overBudgetSince = outliers.size > budget ? (before.overBudgetSince ?? at) : null;
  const state = { ...before, outliers, returns, overBudgetSince };
  const isOver = overBudgetSince !== null && (budget === 0 || at - overBudgetSince >= OVER_BUDGET_MS);
  return isOver ? sendBack(state, input) : admit(state, input);
}

/** Whoever came last shares again, as many as the computer does not afford. */
function sendBack(state: OutlierState, { at, budget }: OutlierInput): OutlierState {
  const all = [...state.outliers];
  const sent = all.slice(budget);
  const back = sent.map(
    ([id, { patienceMs }]) => [id, { from: at + SENT_BACK * patienceMs, patienceMs }] as const,
  );
  return {
    suspects: new Map(),
    outliers: new Map(all.slice(0, budget)),
    returns: new Map([...state.returns, ...back]),
    overBudgetSince: null,
  };
}

/** Makes outliers of those who have held others down for long enough. */
function admit(state: OutlierState, { at, budget, rungs, sinks }: OutlierInput): OutlierState {
  const outliers = new Map(state.outliers);
  const may = (id: string) => !outliers.has(id) && at >= (state.returns.get(id)?.from ?? at);
  const suspects = new Map<string, number>();
  rungs.forEach((rung, index) => {
    const on = sinks.filter((sink) => sink.rung === index && !outliers.has(sink.id));
    const weak = draggers(rung, on, budget - outliers.size);
    // All that it takes, or none: one of two weak viewers alone would change nothing for the others.
    if (!weak.every(({ id }) => may(id))) return;
    for (const { id } of weak) suspects.set(id, state.suspects.get(id) ?? at);
    if (weak.some(({ id }) => at - (suspects.get(id) ?? at) < SUSPECT_MS)) return;
    for (const { id } of weak) {
      suspects.delete(id);
      outliers.set(id, { calmSince: null, patienceMs: nextPatience(state.returns.get(id), at) });
    }
  });
  return { ...state, suspects, outliers };
}

function nextPatience(back: Return | undefined, at: number): number {
  const failed = back && at - back.from < RETURN_FAILED_MS;
  return failed ? Math.min(LAST_PATIENCE_MS, 2 * back.patienceMs) : PATIENCE_MS;
}

/** @returns the fewest, at most `most`, without whom the rung's encoder would be told far more; none where there are not */
export function draggers(rung: Rung, sinks: readonly OutlierSink[], most: number): readonly OutlierSink[] {
  const known = sinks.filter((sink): sink is OutlierSink & { estimate: number } => sink.estimate !== null);
  const weakest = known.toSorted((one, other) => one.estimate - other.estimate);
  const told = (from: number) =>
    encoderBitrate(
      rung,
      weakest.slice(from).map(({ estimate }) => estimate),
    );
  const all = told(0);
  for (let count = 1; count <= Math.min(most, sinks.length - 1); count += 1)
    if (told(count) >= DRAG * all) return weakest.slice(0, count);
  return [];
}

/**
 * How much more those who share its rung are told without it. With nobody there its own encoder costs no more than the
 * rung's would, and a switch is a gap.
 */
function returnDrag(
  sink: OutlierSink,
  { rungs, sinks }: OutlierInput,
  outliers: OutlierState['outliers'],
): number {
  const rung = rungs[sink.rung];
  const others = sinks.filter(({ id, rung: index }) => index === sink.rung && !outliers.has(id));
  if (!rung || others.length === 0) return Infinity;
  if (sink.estimate === null) return 1;
  const known = others.flatMap(({ estimate }) => estimate ?? []);
  return encoderBitrate(rung, known) / encoderBitrate(rung, [...known, sink.estimate]);
}
