import type { LinkSample } from '../../core/congestion.ts';
import type { LadderContext } from '../../core/ladder-places.ts';
import type { LadderDecision } from '../../core/ladder.ts';

/** One step of one viewer's Ladder: what it saw, and what it did. */
export interface TraceStep {
  readonly sink: string;
  readonly sample: LinkSample;
  readonly context: LadderContext;
  readonly decision: LadderDecision | null;
}

declare global {
  /** Hears every step; set from outside by who measures (`npm run bench:adapt`), never by Porthole itself. */
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var portholeTrace: ((step: TraceStep) => void) | undefined;
}
