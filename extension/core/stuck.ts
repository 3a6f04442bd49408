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
