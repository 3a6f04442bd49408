import type { Input } from './fan-out/sink-feed.ts';

/** What is known of a viewer's picture at one moment. */
export interface Progress {
  /** ms */
  readonly at: number;
  /** What the sink writes; null = nothing. */
  readonly input: Input | null;
  /** frames written in all */
  readonly written: number;
  /** frames decoded in all, as the viewer reports; null = it does not say */
  readonly decoded: number | null;
  /** The link is congested: what was written is still on its way, and another encoder would not bring it sooner. */
  readonly congested: boolean;
}

/** Frames that must have been written before their absence means anything. */
const ENOUGH = 5;

/** @returns the moment since which nothing was decoded, of the same input, on a link that is none the worse */
export function lastProgress(before: Progress | null, now: Progress): Progress {
  const same = before !== null && before.input === now.input && before.decoded === now.decoded;
  return same && !now.congested ? before : now;
}

/** @returns ms for which a rung's frames were written and none decoded; null = not stuck, or not known */
export function stuckMs(since: Progress, now: Progress): number | null {
  const shared = now.input !== null && now.input !== 'own';
  const silent = now.decoded === null || now.written - since.written < ENOUGH;
  return shared && !silent ? now.at - since.at : null;
}

/** What a viewer without reports (a client of the plain protocol) says all the same: that its picture is lost. */
export interface Cries {
  readonly input: Input | null;
  /** PLIs in all, and frames written in all when the row began */
  readonly plis: number;
  readonly written: number;
  /** ms of the first and the last of a row of PLIs; null = there is no row */
  readonly row: { readonly from: number; readonly to: number } | null;
}

/** A moment of such a viewer. */
export type CryingMoment = Omit<Progress, 'decoded'> & {
  /** PLIs in all */
  readonly plis: number;
};

/** ms between two PLIs that make them a row: a receiver without a picture sends several a second. */
const ROW_MS = 1000;
/** ms of a row that one lost key frame explains, and the wait for the next. */
const EXPLAINED_MS = 1500;

export function hearCries(before: Cries | null, now: CryingMoment): Cries {
  const { at, input, written, plis, congested } = now;
  const fresh = { input, plis, written, row: null };
  if (!before || before.input !== input || congested) return fresh;
  const { row } = before;
  if (plis > before.plis)
    return row ? { ...before, plis, row: { ...row, to: at } } : { ...fresh, row: { from: at, to: at } };
  return row && at - row.to > ROW_MS ? fresh : before;
}

/** The same as `stuckMs`, of a viewer that does not report. */
export function cryingMs({ row, written }: Cries, now: CryingMoment): number | null {
  const shared = now.input !== null && now.input !== 'own';
  if (!shared || !row || now.written - written < ENOUGH) return null;
  return Math.max(0, row.to - row.from - EXPLAINED_MS);
}
