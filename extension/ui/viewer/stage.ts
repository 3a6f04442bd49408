/** Which of the sharers is large. */
export interface Stage {
  /** Id of the peer on the stage, or null with nobody sharing. */
  readonly on: string | null;
  /** Ids of all who share, in the order of the room. */
  readonly sharers: readonly string[];
}

export const EMPTY_STAGE: Stage = { on: null, sharers: [] };

/**
 * The stage after the sharers changed: whoever just started takes it; when the one on it stops, the first of those
 * who remain does.
 * @returns the same object when nothing changed
 */
export function followSharers(stage: Stage, sharers: readonly string[]): Stage {
  if (sameIds(stage.sharers, sharers)) return stage;
  const newcomer = sharers.findLast((id) => !stage.sharers.includes(id));
  const stays = stage.on !== null && sharers.includes(stage.on) ? stage.on : null;
  return { on: newcomer ?? stays ?? sharers[0] ?? null, sharers };
}

/** Puts one of the sharers on the stage; anyone else changes nothing. */
export function choose(stage: Stage, id: string | undefined): Stage {
  if (id === undefined || id === stage.on || !stage.sharers.includes(id)) return stage;
  return { ...stage, on: id };
}

function sameIds(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((id, index) => id === right[index]);
}
