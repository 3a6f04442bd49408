import type { Size } from './encoding.ts';
import type { Rung, TemporalLayer } from './rungs.ts';
import type { Demand, Wish } from './wish.ts';

/** The most that a viewer is to get, whatever its link carries. */
export interface Limits {
  /** No rung above this one. */
  readonly top: number;
  /** No layer above this one. */
  readonly temporal: TemporalLayer;
  /** No picture at all. */
  readonly paused: boolean;
  /** What holds it lowest; null = nothing */
  readonly reason: 'asked' | 'window' | 'hidden' | 'decoder' | null;
}

export interface LimitsState {
  /** The best rung that the viewer's window is large enough for. */
  readonly window: number;
  /** ms since when its window would do with a lower one; null = it would not */
  readonly roomySince: number | null;
  /** ms since when nobody looks; null = somebody does */
  readonly hiddenSince: number | null;
  readonly limits: Limits;
}

export const NO_LIMITS: Limits = { top: 0, temporal: 2, paused: false, reason: null };

export const FIRST_LIMITS: LimitsState = {
  window: 0,
  roomySince: null,
  hiddenSince: null,
  limits: NO_LIMITS,
};

/** A lower rung must have so many more lines than are shown: fewer bits a pixel are seen where nothing is scaled down. */
const ROOMY = 1.25;
/** One with fewer than so many is left at once. */
const NARROW = 1.05;
/** ms that a window has to stay small: who drags its corner is not followed. */
const ROOMY_MS = 3000;
/** ms: who looks at another tab for a moment finds the picture where it was. */
const HIDDEN_MS = 2000;
/**
 * ms after which sound alone becomes a slow picture: something is there for the preview of a tab and for who looks again,
 * and the estimate of the link stays alive.
 */
const SLOW_MS = 20_000;
/** Share by which a rung may exceed what was asked for: heights are rounded to even numbers. */
const ASKED_SLACK = 1.02;

/** Follows what a viewer needs: up at once, down when it lasts. @param at ms @param rungs best first */
export function stepLimits(
  before: LimitsState,
  demand: Demand,
  rungs: readonly Rung[],
  at: number,
): LimitsState {
  const shown = demand.tile && shownLines(demand.tile, rungs[0]);
  const narrowest = shown === null ? 0 : lowestWith(rungs, NARROW * shown);
  const roomy = shown === null ? 0 : lowestWith(rungs, ROOMY * shown);
  const held = Math.min(before.window, narrowest);
  const roomySince = roomy > held ? (before.roomySince ?? at) : null;
  const isRoomy = roomySince !== null && at - roomySince >= ROOMY_MS;
  const hiddenSince = demand.hidden ? (before.hiddenSince ?? at) : null;
  const window = isRoomy ? roomy : held;
  const hiddenMs = hiddenSince === null ? 0 : at - hiddenSince;
  return {
    window,
    roomySince: isRoomy ? null : roomySince,
    hiddenSince,
    limits: unseen(limitsOf(demand.wish, window, rungs), hiddenMs, rungs),
  };
}

/** Sound alone for a while where nobody looks, then a slow picture. */
function unseen(limits: Limits, hiddenMs: number, rungs: readonly Rung[]): Limits {
  if (limits.paused || hiddenMs < HIDDEN_MS) return limits;
  if (hiddenMs < SLOW_MS) return { ...limits, paused: true, reason: 'hidden' };
  return { top: Math.max(0, rungs.length - 1), temporal: 0, paused: false, reason: 'hidden' };
}

function limitsOf(wish: Wish, window: number, rungs: readonly Rung[]): Limits {
  const asked = askedRung(wish, rungs);
  const top = Math.max(asked, window);
  const temporal = askedLayer(wish, rungs[top]);
  const isAsked = wish.paused || (asked >= window && asked > 0) || temporal < 2;
  const byWindow = top > 0 ? 'window' : null;
  return { top, temporal, paused: wish.paused, reason: isAsked ? 'asked' : byWindow };
}

/** The best that is not more than was asked for; the last where all are. */
function askedRung({ maxLines }: Wish, rungs: readonly Rung[]): number {
  if (maxLines === null) return 0;
  const fits = rungs.findIndex(({ lines }) => lines <= maxLines * ASKED_SLACK);
  return fits === -1 ? rungs.length - 1 : fits;
}

function askedLayer({ maxFps }: Wish, rung: Rung | undefined): TemporalLayer {
  if (maxFps === null || !rung) return 2;
  if (rung.maxFramerate <= maxFps * ASKED_SLACK) return 2;
  return rung.maxFramerate / 2 <= maxFps * ASKED_SLACK ? 1 : 0;
}

/** The lowest rung with so many lines; the best where none has. */
function lowestWith(rungs: readonly Rung[], lines: number): number {
  return Math.max(
    0,
    rungs.findLastIndex((rung) => rung.lines >= lines),
  );
}

/** Lines of the picture that fit into its place, in the picture's own shape. */
function shownLines(tile: Size, rung: Rung | undefined): number {
  const aspect = rung?.aspect ?? 16 / 9;
  return Math.min(tile.width / aspect, tile.height) * Math.min(1, aspect);
}
