import type { Point } from '../zoom.ts';
import type { Aim } from './pointer-message.ts';

/** A line that was drawn; shares of the picture. */
export interface Stroke {
  readonly points: readonly Point[];
  /** ms, when its last point came */
  readonly at: number;
}

/** A place where a pointer was a moment ago. */
export interface Spot extends Point {
  /** ms */
  readonly at: number;
}

/** What one member has pointed at lately. */
export interface Trail {
  /** Where it points now; null = nowhere, its strokes still fade. */
  readonly aim: Aim | null;
  /** ms, the last word of it */
  readonly heardAt: number;
  /** Behind the pointer while it does not draw, the latest last. */
  readonly tail: readonly Spot[];
  readonly strokes: readonly Stroke[];
}

/** By member, all on one picture. */
export type Trails = ReadonlyMap<string, Trail>;

export const NO_TRAILS: Trails = new Map();

/** A stroke stays while it is drawn and this long after, fading towards the end, in ms. */
const STROKE_MS = 2200;
const STROKE_FADE_MS = 700;
/** The tail of a pointer that moves, in ms. */
const TAIL_MS = 260;

/** A pointer that rests says so once in this time, in ms; its channel may lose a word. */
export const REST_MS = 1000;
/** Without a word for so long it points no more: two words may be lost. */
const ABSENT_MS = 2 * REST_MS + 500;

/** What one picture holds at most, whatever its viewers send. */
const MOST_TRAILS = 16;
const MOST_STROKES = 24;
const MOST_POINTS = 400;

/** Adds where a member pointed. @param aims since the last time; none = it points no more @param now ms */
export function hear(trails: Trails, id: string, aims: readonly Aim[], now: number): Trails {
  const before = trails.get(id);
  if (!before && (aims.length === 0 || trails.size >= MOST_TRAILS)) return trails;
  const silent: Trail = { ...(before ?? NOTHING), heardAt: now };
  const next = aims.length === 0 ? { ...silent, aim: null, tail: [] } : aims.reduce(follow, silent);
  return new Map(trails).set(id, next);
}

/** Forgets what has faded. @returns the same where nothing has */
export function fade(trails: Trails, now: number): Trails {
  const left = [...trails].map(([id, trail]) => [id, fadeOne(trail, now)] as const);
  const changed = left.some(([id, trail]) => trail !== trails.get(id) || isEmpty(trail));
  return changed ? new Map(left.filter(([, trail]) => !isEmpty(trail))) : trails;
}

/** How much of a stroke is left, from 1 to 0. */
export function strokeStrength({ at }: Stroke, now: number): number {
  return Math.min(1, Math.max(0, (at + STROKE_MS - now) / STROKE_FADE_MS));
}

/** The same for a place in a tail. */
export function tailStrength({ at }: Spot, now: number): number {
  return Math.min(1, Math.max(0, 1 - (now - at) / TAIL_MS));
}

const NOTHING: Omit<Trail, 'heardAt'> = { aim: null, tail: [], strokes: [] };

function follow(trail: Trail, aim: Aim): Trail {
  const at = trail.heardAt;
  if (!aim.pen)
    return { ...trail, aim, tail: [...trail.tail, { x: aim.x, y: aim.y, at }].slice(-MOST_POINTS) };
  return { ...trail, aim, tail: [], strokes: draw(trail, aim) };
}

/** The pen was down before: the stroke goes on. Else a new one begins. */
function draw({ aim: before, strokes, heardAt: at }: Trail, { x, y }: Aim): readonly Stroke[] {
  const last = strokes.at(-1);
  if (!before?.pen || !last) return [...strokes, { points: [{ x, y }], at }].slice(-MOST_STROKES);
  const rests = before.x === x && before.y === y;
  const points = rests ? last.points : [...last.points, { x, y }].slice(-MOST_POINTS);
  return [...strokes.slice(0, -1), { points, at }];
}

function fadeOne(trail: Trail, now: number): Trail {
  const strokes = trail.strokes.filter(({ at }) => now - at < STROKE_MS);
  const tail = trail.tail.filter(({ at }) => now - at < TAIL_MS);
  const aim = now - trail.heardAt < ABSENT_MS ? trail.aim : null;
  const same =
    aim === trail.aim && strokes.length === trail.strokes.length && tail.length === trail.tail.length;
  return same ? trail : { ...trail, aim, strokes, tail };
}

function isEmpty({ aim, strokes, tail }: Trail): boolean {
  return aim === null && strokes.length === 0 && tail.length === 0;
}
