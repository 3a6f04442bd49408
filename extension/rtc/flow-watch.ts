import { LOOK_MS, NO_FLOW, watchFlow } from '../core/flow.ts';
import type { Schedule } from './schedule.ts';

export interface FlowWatch {
  close(): void;
}

/**
 * Looks at a picture forty times a second.
 * @param shownAt ms, another for each frame that was shown; null = none is to be seen
 * @param stopped a steady picture has stopped; called again while it stands
 */
export function createFlowWatch(
  schedule: Schedule,
  shownAt: () => number | null,
  stopped: () => void,
): FlowWatch {
  let flow = NO_FLOW;
  let cancel = schedule(LOOK_MS, look);

  function look(): void {
    cancel = schedule(LOOK_MS, look);
    const seen = watchFlow(flow, performance.now(), shownAt());
    ({ flow } = seen);
    // Last: who is told may close all this.
    if (seen.stopped) stopped();
  }

  return { close: () => cancel() };
}
