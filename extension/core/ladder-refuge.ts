import { ALL_LAYERS, type Place } from './ladder-places.ts';

/** Where a viewer was well on a short link: a link that falls again mostly falls as far as before. */
export interface Refuge {
  readonly rung: number;
  /** ms, when it was well there last */
  readonly at: number;
  /** bit/s, the lowest estimate there that did no harm */
  readonly estimate: number;
  /** That was well above the least that the rung can do with. */
  readonly hasRoom: boolean;
}

/** ms without a bad tick that make a place one to go back to: the first seconds after a move tell little. */
const WELL_MS = 1000;
/** ms after which it is forgotten. */
const REMEMBERED_MS = 60_000;
/** Of the least that a place can do with: where it is no more than that, the next fall is felt. */
const ROOM = 1.5;
/** Of the estimate that did no harm: it swings from tick to tick. */
const SAME_SHARE = 0.85;

interface Stay extends Place {
  /** ms */
  readonly movedAt: number;
  /** ms of the last bad tick */
  readonly badAt: number;
}

/**
 * To be called in each tick without a sign of congestion.
 * @param estimate bit/s @param least bit/s below which its place is no use @param at ms
 */
export function noteRefuge(
  before: Refuge | null,
  { rung, temporal, movedAt, badAt }: Stay,
  estimate: number | null,
  least: number,
  at: number,
): Refuge | null {
  const isWell = rung > 0 && temporal === ALL_LAYERS && at - Math.max(movedAt, badAt) >= WELL_MS;
  if (!isWell || estimate === null || estimate === 0) return before;
  const lowest = before?.rung === rung ? Math.min(before.estimate, estimate) : estimate;
  return { rung, at, estimate: lowest, hasRoom: lowest >= ROOM * least };
}

/**
 * @param estimate bit/s
 * @returns the refuge, where it is below this rung and the link has not fallen further than it had
 */
export function refugeBelow(
  refuge: Refuge | null,
  rung: number,
  estimate: number | null,
  at: number,
): Place | null {
  if (!refuge?.hasRoom || refuge.rung <= rung || at - refuge.at >= REMEMBERED_MS) return null;
  const isAsGood = estimate !== null && estimate >= SAME_SHARE * refuge.estimate;
  return isAsGood ? { rung: refuge.rung, temporal: ALL_LAYERS } : null;
}
