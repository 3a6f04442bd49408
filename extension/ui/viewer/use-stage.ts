import { useState } from 'react';
import { choose, EMPTY_STAGE, followSharers, type Stage } from './stage.ts';

/** @returns the stage that follows the sharers, and what puts another of them on it */
export function useStage(
  sharers: readonly string[],
): [stage: Stage, choose: (id: string | undefined) => void] {
  const [kept, keep] = useState(EMPTY_STAGE);
  const stage = followSharers(kept, sharers);
  // React's way to derive state from a change of input: set during the render, before anything is drawn.
  if (stage !== kept) keep(stage);
  return [stage, (id) => keep((current) => choose(current, id))];
}
