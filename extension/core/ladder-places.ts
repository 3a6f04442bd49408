import type { Limits } from './limits.ts';
import type { ContentHint } from './presets.ts';
import type { Rung, TemporalLayer } from './rungs.ts';

/** A rung with what it takes at present. */
export interface MeasuredRung extends Rung {
  /** bit/s that its encoder is told now (`rungBitrate`); `maxBitrate` while it sleeps */
  readonly bitrate: number;
  /** bit/s that it really makes (`smoothBitrate`); null while it sleeps */
  readonly rate: number | null;
}

export interface LadderContext {
  /** best first; at least one */
  readonly rungs: readonly MeasuredRung[];
  /** the rung that this Link was told last, be it already on its way there or not */
  readonly current: number;
  /** the rungs have temporal layers */
  readonly layers: boolean;
  /** text gives up frames before lines, motion lines before frames */
  readonly hint: ContentHint;
  /** Nothing above these, whatever the link carries. */
  readonly limits: Pick<Limits, 'top' | 'temporal'>;
  /** bit/s that this Link may take of the sharer's way out; null = as much as it carries itself */
  readonly budget: number | null;
}

/** What a viewer is sent: a rung, and its layers up to one. */
export interface Place {
  readonly rung: number;
  readonly temporal: TemporalLayer;
}

export const ALL_LAYERS: TemporalLayer = 2;
/** Share of a rung's bits in its layers up to 0, 1 and 2 (measured on AV1 and H264: 44 %, 55–65 %). */
const LAYER_SHARE = [0.44, 0.65, 1] as const;
/** bit/s: a still page takes next to nothing, and the next frame of it does not. */
const LEAST_NEED = 150_000;
/** Share of the estimate that a lower place may take, so that the queue of the old one drains. */
const DOWN_SHARE = 0.8;
/** Of the least that a rung can do with: as much more makes it look better than all of the rung below. */
const WAKE_SHARE = 1.4;

/**
 * Where to go in a shortage. A slight one costs text every second frame; else it is the first lower rung that fits at
 * its full rate, for what its picture takes tomorrow is not known today. On the last rung frames go, until a slow
 * picture is left.
 * @param estimate bit/s; null if there is none to go by
 * @param slight the estimate itself tells the shortage, and so how large it is
 * @returns null where nothing is left to give up
 */
export function lowerPlace(
  { rung, temporal }: Place,
  context: LadderContext,
  estimate: number | null,
  slight: boolean,
): Place | null {
  const { rungs, layers, hint } = context;
  const last = rungs.length - 1;
  if (rung >= last) return layers ? fewerLayers({ rung, temporal }, rungs, estimate) : null;
  if (estimate === null) return { rung: rung + 1, temporal: ALL_LAYERS };
  const budget = DOWN_SHARE * estimate;
  const half: Place = { rung, temporal: 1 };
  const mayHalve = slight && layers && hint === 'detail' && temporal === ALL_LAYERS;
  if (mayHalve && neededBitrate(half, rungs) <= budget) return half;
  const fits = rungs.findIndex(({ bitrate }, index) => index > rung && bitrate <= budget);
  return { rung: fits === -1 ? last : fits, temporal: ALL_LAYERS };
}

/** @returns null where that would not help: who loses packets of a small stream on a wide link loses as many of half */
function fewerLayers(
  { rung, temporal }: Place,
  rungs: readonly MeasuredRung[],
  estimate: number | null,
): Place | null {
  const isWide = estimate !== null && DOWN_SHARE * estimate >= neededBitrate({ rung, temporal }, rungs);
  return temporal === 0 || isWide ? null : { rung, temporal: temporal === 2 ? 1 : 0 };
}

/** The next place up, one step at a time: probes through a token bucket read far too high. @returns null at the top */
export function higherPlace({ rung, temporal }: Place, limits: LadderContext['limits']): Place | null {
  if (temporal < limits.temporal) return { rung, temporal: temporal === 0 ? 1 : 2 };
  return rung > limits.top ? { rung: rung - 1, temporal: limits.temporal } : null;
}

/** The same place, or the highest below it that the limits allow. */
export function within({ rung, temporal }: Place, limits: LadderContext['limits']): Place {
  return {
    rung: Math.max(rung, limits.top),
    temporal: temporal < limits.temporal ? temporal : limits.temporal,
  };
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.rung === other.rung && one.temporal === other.temporal;
}

/** bit/s that a place takes now, by what its rung really makes: an encoder that is told less has yet to obey. */
export function neededBitrate({ rung, temporal }: Place, rungs: readonly MeasuredRung[]): number {
  const measured = rungs[rung];
  if (!measured) return LEAST_NEED;
  const { maxBitrate, bitrate, rate } = measured;
  return Math.min(maxBitrate, Math.max(rate ?? bitrate, LEAST_NEED)) * LAYER_SHARE[temporal];
}

/**
 * bit/s that a place must be expected to take before one goes up to it: never less than its rung is made for. A rung
 * that sleeps will be told what this link carries; one that others watch must not be slowed down for a newcomer.
 */
export function expectedBitrate(place: Place, rungs: readonly MeasuredRung[]): number {
  const least = leastBitrate(place, rungs);
  const sleeps = rungs[place.rung]?.rate === null;
  return sleeps ? WAKE_SHARE * least : Math.max(neededBitrate(place, rungs), least);
}

/** bit/s below which a place is no use. */
export function leastBitrate({ rung, temporal }: Place, rungs: readonly MeasuredRung[]): number {
  return (rungs[rung]?.minBitrate ?? 0) * LAYER_SHARE[temporal];
}
