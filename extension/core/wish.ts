import * as v from 'valibot';
import type { Size } from './encoding.ts';

/** px; the largest side that a codec here can say (AV1). */
export const MAX_SIDE = 65_536;
const LEAST_LINES = 120;
const MAX_FPS = 240;

/** What a viewer asks to be sent at most: it can only lower what it gets. */
export const wishSchema = v.object({
  /** px of the shorter side; null = as many as there are */
  maxLines: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(LEAST_LINES), v.maxValue(MAX_SIDE))),
  /** frames a second; null = as many as there are */
  maxFps: v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(MAX_FPS))),
  /** What to give up last on a weak link: `detail` the lines, `motion` the frames; `auto` = as the sharer says. */
  hint: v.picklist(['auto', 'detail', 'motion']),
  /** No picture at all, sound alone. */
  paused: v.boolean(),
});

export type Wish = v.InferOutput<typeof wishSchema>;

export const NO_WISH: Wish = { maxLines: null, maxFps: null, hint: 'auto', paused: false };

/** How one viewer looks at a picture. */
export interface Viewing {
  readonly wish: Wish;
  /** device px of the place where the picture is shown; null = not known, or nowhere */
  readonly tile: Size | null;
}

export const NO_VIEWING: Viewing = { wish: NO_WISH, tile: null };

/** What a viewer has said of itself. */
export interface Demand extends Viewing {
  /** Nobody looks: the page is hidden. */
  readonly hidden: boolean;
}

export const NO_DEMAND: Demand = { ...NO_VIEWING, hidden: false };
