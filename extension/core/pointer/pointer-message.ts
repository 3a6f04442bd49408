import { ID_PATTERN, ROOM_LIMIT } from '@porthole/signaling/protocol';
import * as v from 'valibot';
import type { Point } from '../zoom.ts';

/** Where somebody points: shares (0–1) of the sides of the shared picture. */
export interface Aim extends Point {
  /** The pen is down: it draws. */
  readonly pen: boolean;
}

/** Where one member pointed since the last word of it; empty = it points no more. */
export interface Pointer {
  readonly id: string;
  readonly at: readonly Aim[];
}

/** Most places in a message: a mouse reports 125 times a second, and a message goes 30 times. */
export const PLACES = 8;

/** ms between two messages: 30 a second, which with a fading line looks continuous. */
export const POINT_MS = 34;

/** Largest message that is read, in UTF-16 code units: 14 members with 8 places each take 3,000. */
const MESSAGE_LENGTH = 8192;

/** A share is sent as a whole number of this many steps: finer than the pixels of any screen. */
const STEPS = 65_535;

const step = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(STEPS));
const place = v.pipe(
  v.tuple([step, step, v.picklist([0, 1])]),
  v.transform(([x, y, pen]): Aim => ({ x: x / STEPS, y: y / STEPS, pen: pen === 1 })),
);
const at = v.pipe(v.array(place), v.maxLength(PLACES));
const id = v.pipe(v.string(), v.regex(ID_PATTERN));

/**
 * What goes over a Link's channel for pointers, which may lose some: `point` from a viewer to whoever shares, and
 * `pointers` from there to the other viewers.
 */
const pointerMessage = v.variant('type', [
  v.object({ type: v.literal('point'), at }),
  v.object({
    type: v.literal('pointers'),
    of: v.pipe(v.array(v.object({ id, at })), v.maxLength(ROOM_LIMIT - 1)),
  }),
]);

export type PointerMessage = v.InferOutput<typeof pointerMessage>;

/** Reads what came over the channel. @returns null for anything that is no such message */
export function parsePointerMessage(data: unknown): PointerMessage | null {
  if (typeof data !== 'string' || data.length > MESSAGE_LENGTH) return null;
  try {
    const result = v.safeParse(pointerMessage, JSON.parse(data));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/** As it is sent. Places that are too many for a message are thinned out; the last one always stays. */
export function formatPointerMessage(message: PointerMessage): string {
  return JSON.stringify(
    message.type === 'point'
      ? { type: 'point', at: places(message.at) }
      : { type: 'pointers', of: message.of.map((pointer) => ({ ...pointer, at: places(pointer.at) })) },
  );
}

function places(aims: readonly Aim[]): readonly (readonly number[])[] {
  return thin(aims).map(({ x, y, pen }) => [steps(x), steps(y), pen ? 1 : 0]);
}

function thin(aims: readonly Aim[]): readonly Aim[] {
  const surplus = aims.length / PLACES;
  if (surplus <= 1) return aims;
  return Array.from({ length: PLACES }, (_, index) => aims[Math.ceil((index + 1) * surplus) - 1]).filter(
    (aim) => aim !== undefined,
  );
}

function steps(share: number): number {
  return Math.round(Math.min(Math.max(share, 0), 1) * STEPS);
}
