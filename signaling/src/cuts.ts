import { CLOSE_CODES } from '../protocol/index.ts';
import type { CutReason } from './metrics.ts';

/** Reasons for which a connection itself ends, whatever else goes on. */
export type OwnCut = Extract<CutReason, 'join-timeout' | 'mute' | 'slow' | 'policy'>;

interface Cut {
  /** What becomes of the member's place: it is held for a while, or given up with this word to the others. */
  readonly place: 'held' | 'left' | 'lost';
  /** Close code and reason; null = without a word: a close frame would wait behind what is not read. */
  readonly close: readonly [code: number, reason: string] | null;
}

/** How a connection is cut off. */
export const OWN_CUTS: Readonly<Record<OwnCut, Cut>> = {
  mute: { place: 'held', close: null },
  slow: { place: 'lost', close: null },
  policy: { place: 'left', close: [CLOSE_CODES.policy, 'rate limit ignored'] },
  'join-timeout': { place: 'left', close: [CLOSE_CODES.joinTimeout, 'no join'] },
};

/** What is counted by the code that it is closed with; other ends are counted where they are decided on. */
const COUNTED: ReadonlyMap<number, CutReason> = new Map([
  [CLOSE_CODES.refused, 'refused'],
  [CLOSE_CODES.restart, 'restart'],
  [CLOSE_CODES.internal, 'internal'],
  [CLOSE_CODES.tryLater, 'try-later'],
]);

/** @returns the reason that a close code is counted under; null where the end was counted before */
export function countedAs(code: number): CutReason | null {
  return COUNTED.get(code) ?? null;
}

/** Closed by the client on purpose: by code, or by a handshake without one (`close()` with no argument). */
const DELIBERATE = new Set([1000, 1001, 1005]);

export function isDeliberate(code: number): boolean {
  return DELIBERATE.has(code);
}
