/**
 * Whom this client deals with, whatever the server says: what the host has decided, as the host itself knows it or has
 * told past the server.
 */
export interface Gate {
  /** Only those who are expected: the room is locked, or newcomers wait. */
  readonly closed: boolean;
  readonly expected: readonly string[];
  /** Removed by the host; only grows. */
  readonly removed: readonly string[];
}

export const OPEN_GATE: Gate = { closed: false, expected: [], removed: [] };

/** More than that are not told, nor kept: the message must stay small, and the server bars them too. */
const REMOVED_LIMIT = 64;
/** A room full, and some who may come back. */
const EXPECTED_LIMIT = 60;

export function admits(gate: Gate, id: string): boolean {
  return !gate.removed.includes(id) && (!gate.closed || gate.expected.includes(id));
}

/** Closes it behind those who are there. */
export function close(gate: Gate, present: readonly string[]): Gate {
  return { ...gate, closed: true, expected: union(gate.expected, present, EXPECTED_LIMIT) };
}

export function open(gate: Gate): Gate {
  return { ...gate, closed: false, expected: [] };
}

export function expect(gate: Gate, id: string): Gate {
  return { ...gate, expected: union(gate.expected, [id], EXPECTED_LIMIT) };
}

export function remove(gate: Gate, ids: readonly string[]): Gate {
  return { ...gate, removed: union(gate.removed, ids, REMOVED_LIMIT) };
}

/** Each once; of too many the oldest go. */
function union(list: readonly string[], more: readonly string[], limit: number): readonly string[] {
  return [...new Set([...list, ...more])].slice(-limit);
}
