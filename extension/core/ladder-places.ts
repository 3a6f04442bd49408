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
  /** With a budget: all viewers have about the same, so a slower encoder suits everybody on its rung. */
  readonly together?: boolean;
}

/** What a viewer is sent: a rung, and its layers up to one. */
export interface Place {
  readonly rung: number;
  readonly temporal: TemporalLayer;
}

/** Whether the estimate itself tells a shortage, and so how large it is: or will be, as it is `falling` still. */
export type Shortage = 'steady' | 'falling' | 'unknown';

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
 * Where to go in a shortage: to the first place that fits. Text gives up frames and keeps its lines: half of them, then
 * half of those, which costs no key frame, and of a lower rung half of them again. Motion gives up lines. A lower rung
 * has to fit at its full rate, for what its picture takes tomorrow is not known today. On the last rung frames go, until
 * a slow picture is left.
 * @param estimate bit/s; null if there is none to go by
 * @returns null where nothing is left to give up
 */
export function lowerPlace(
  { rung, temporal }: Place,
  context: LadderContext,
  estimate: number | null,
  shortage: Shortage,
): Place | null {
  const { rungs, layers, hint } = context;
  const last = rungs.length - 1;
  if (rung >= last) return layers ? fewerLayers({ rung, temporal }, rungs, estimate) : null;
  if (estimate === null) return { rung: rung + 1, temporal: ALL_LAYERS };
  const budget = DOWN_SHARE * estimate;
  const halves = layers && hint === 'detail';
  const fewer = halves ? fewerFrames(temporal, shortage).map((layer) => ({ rung, temporal: layer })) : [];
  const slower = fewer.find((place) => neededBitrate(place, rungs) <= budget);
  if (slower) return slower;
  const lower = rungs
    .slice(rung + 1)
    .flatMap((_, index) => lowerPlaces(rung + 1 + index, halves && shortage === 'steady'));
  return lower.find((place) => fullBitrate(place, rungs) <= budget) ?? { rung: last, temporal: ALL_LAYERS };
}

/** A link that goes on falling would have to be answered again, while its queue fills. */
function fewerFrames(temporal: TemporalLayer, shortage: Shortage): readonly TemporalLayer[] {
  const layers: Record<Shortage, readonly TemporalLayer[]> = { steady: [1, 0], falling: [1], unknown: [] };
  return layers[shortage].filter((layer) => layer < temporal);
}

function lowerPlaces(rung: number, halves: boolean): readonly Place[] {
  const whole = { rung, temporal: ALL_LAYERS };
  return halves ? [whole, { rung, temporal: 1 }] : [whole];
}

/** bit/s of a place whose encoder makes all that it is told. */
function fullBitrate({ rung, temporal }: Place, rungs: readonly MeasuredRung[]): number {
  return (rungs[rung]?.bitrate ?? 0) * LAYER_SHARE[temporal];
}

/** bit/s that a rung's encoder may be told so that a link carries what it is sent of it: some layers alone take less. */
export function wholeBitrate(estimate: number, temporal: TemporalLayer): number {
  return estimate / LAYER_SHARE[temporal];
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
 * @param obeys it may be slowed down nevertheless
 */
export function expectedBitrate(place: Place, rungs: readonly MeasuredRung[], obeys = false): number {
  const least = leastBitrate(place, rungs);
  const sleeps = rungs[place.rung]?.rate === null;
  if (sleeps) return WAKE_SHARE * least;
  return obeys ? least : Math.max(neededBitrate(place, rungs), least);
}

/** bit/s that a place will take as soon as its encoder obeys. */
export function toldBitrate({ rung, temporal }: Place, rungs: readonly MeasuredRung[]): number {
  const told = (rungs[rung]?.bitrate ?? 0) * LAYER_SHARE[temporal];
  return Math.min(told, neededBitrate({ rung, temporal }, rungs));
}

/** bit/s below which a place is no use. */
export function leastBitrate({ rung, temporal }: Place, rungs: readonly MeasuredRung[]): number {
  return (rungs[rung]?.minBitrate ?? 0) * LAYER_SHARE[temporal];
}
