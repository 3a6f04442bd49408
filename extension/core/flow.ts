/**
 * Whether a picture that came steadily stops to come, or comes in much fewer frames. A link that falls is seen so at once by
 * who watches: its queue lets a frame through in several times the time that the sharer takes to make it, long before an
 * estimate tells of it.
 */
export interface Flow {
  /** What changes with each frame that is shown; null before the first. */
  readonly mark: number | null;
  /** 0 to 1: share of the looks in which it had changed, of the last two seconds or so */
  readonly usual: number;
  /** The same of the last 100 ms or so. */
  readonly now: number;
  /** ms, when it was said last that it stopped */
  readonly toldAt: number;
}

export const NO_FLOW: Flow = { mark: null, usual: 0, now: 0, toldAt: Number.NEGATIVE_INFINITY };

/** ms between two looks */
export const LOOK_MS = 25;
/** Of one look in what is usual, and in what is now. */
const USUAL_SMOOTHING = 0.02;
const NOW_SMOOTHING = 0.25;
/** Of the looks: a picture of fewer than 20 frames a second stops between any two of them. */
const STEADY = 0.5;
/** Of the usual: 75 ms without a frame, or the 12 frames a second that are left of 30 where 2.4 Mbps meet 1. */
const STOPPED_SHARE = 0.6;
/** ms between two words: what came meanwhile says how much the link still carries. */
const AGAIN_MS = 100;

/**
 * One more look.
 * @param at ms
 * @param mark what changes with each frame; null = there is none yet
 * @returns whether it is to be said now that the picture has stopped
 */
export function watchFlow(
  before: Flow,
  at: number,
  mark: number | null,
): { readonly flow: Flow; readonly stopped: boolean } {
  if (mark === null) return { flow: NO_FLOW, stopped: false };
  const changed = mark === before.mark ? 0 : 1;
  const usual = before.usual + USUAL_SMOOTHING * (changed - before.usual);
  const now = before.now + NOW_SMOOTHING * (changed - before.now);
  const isNews = at - before.toldAt >= AGAIN_MS;
  const stopped = changed === 0 && usual >= STEADY && now < STOPPED_SHARE * usual && isNews;
  return { flow: { mark, usual, now, toldAt: stopped ? at : before.toldAt }, stopped };
}
