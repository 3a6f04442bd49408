import * as v from 'valibot';
import { MOST_MOMENTS, type Moment } from './history.ts';

/* What moments look like when they have crossed a Port. */

const maybe = v.nullable(v.number());
const figures = v.nullable(
  v.object({ kbps: v.number(), fps: v.number(), shownFps: maybe, rttMs: maybe, delayMs: maybe }),
);
const id = v.pipe(v.string(), v.maxLength(256));

const moment: v.GenericSchema<unknown, Moment> = v.object({
  at: v.number(),
  peers: v.pipe(v.array(v.object({ id, up: figures, down: figures })), v.maxLength(64)),
});

/** What the page that shares tells of its last minutes. */
export const historyNewsSchema = v.object({
  /** What came before is of another share. */
  anew: v.boolean(),
  moments: v.pipe(v.array(moment), v.maxLength(MOST_MOMENTS)),
});
