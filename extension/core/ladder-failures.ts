/** What a Ladder remembers of its steps up: which did not last, and how long each rung is therefore left alone. */
export interface Failures {
  /** ms of the last step up to each rung that has not failed since */
  readonly climbedAt: ReadonlyMap<number, number>;
  /** by the rung that failed */
  readonly backoffs: ReadonlyMap<number, Backoff>;
}

interface Backoff {
  /** ms, when it failed last */
  readonly failedAt: number;
  /** ms to wait from then on before going up to it */
  readonly waitMs: number;
}

/** A step down, as it is held against the steps up before it. */
export interface Fall {
  /** ms */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** ms of a step up, if that was the last move; null after a step down */
  readonly climbedLast: number | null;
  /** The link fell far, it was not just that the picture took more. */
  readonly deep: boolean;
}

/** ms that a step up has to last: a link that swings each 10 s is left low rather than followed. */
const PROVEN_MS = 20_000;
/** ms within which a step up fails that should not have been made: probes through a token bucket read far too high */
const MISTAKE_MS = 3000;
/** ms to wait after the first; each further failure doubles it */
const MISTAKE_BACKOFF_MS = 6000;
/** The same after one that went well for longer until the link fell: it swings. */
const SWING_BACKOFF_MS = 40_000;
const LAST_BACKOFF_MS = 60_000;

export const NO_FAILURES: Failures = { climbedAt: new Map(), backoffs: new Map() };

/** @returns whether a rung may be tried @param at ms */
export function mayClimb({ backoffs }: Failures, rung: number, at: number): boolean {
  const backoff = backoffs.get(rung);
  return !backoff || at - backoff.failedAt >= backoff.waitMs;
}

/** Notes a step up. @param at ms */
export function noteClimb(failures: Failures, rung: number, at: number): Failures {
  return { ...failures, climbedAt: new Map(failures.climbedAt).set(rung, at) };
}

/**
 * Steps up that did not last are not repeated soon: of every rung that is left, for a deep fall tells of all, unless
 * the last step alone was the mistake.
 */
export function noteFall(failures: Failures, { at, from, to, climbedLast, deep }: Fall): Failures {
  const climbedAt = new Map(failures.climbedAt);
  const backoffs = new Map(failures.backoffs);
  const isMistake = climbedLast !== null && at - climbedLast < MISTAKE_MS;
  const end = isMistake ? from + 1 : Math.max(to, from + 1);
  for (let rung = from; rung < end; rung += 1) {
    const lasted = at - (climbedAt.get(rung) ?? Number.NEGATIVE_INFINITY);
    if (lasted >= PROVEN_MS) continue;
    // Frames alone come back without a key frame: no reason to be patient.
    const first = deep && to > from && lasted >= MISTAKE_MS ? SWING_BACKOFF_MS : MISTAKE_BACKOFF_MS;
    const waitMs = Math.min(LAST_BACKOFF_MS, Math.max(first, 2 * (backoffs.get(rung)?.waitMs ?? 0)));
    backoffs.set(rung, { failedAt: at, waitMs });
    climbedAt.delete(rung);
  }
  return { climbedAt, backoffs };
}

/** A rung that did last is forgiven what failed before. @param at ms */
export function forgive(failures: Failures, rung: number, at: number): Failures {
  const climbed = failures.climbedAt.get(rung);
  if (climbed === undefined || at - climbed < PROVEN_MS || !failures.backoffs.has(rung)) return failures;
  const backoffs = new Map(failures.backoffs);
  backoffs.delete(rung);
  return { ...failures, backoffs };
}
