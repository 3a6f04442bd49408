import type { Relay } from '@porthole/signaling/protocol';
import { mediaSections } from './sdp.ts';

/**
 * What a peer may send through the signaling service. Each description is work for the whole browser, and one of another
 * session makes a new connection, with a key frame for it; the service itself lets 100 messages a second through. An honest peer
 * describes itself a few times when it comes, once or twice for another network, and at most twice more for each connection
 * that is opened anew; with several networks and relays that makes some 30 candidates each time.
 */
const WINDOW_MS = 10_000;
const MOST_DESCRIPTIONS = 30;
const MOST_CANDIDATES = 300;
/** Sections of media in one description: sound and picture in both directions, and data, are five. */
const MOST_SECTIONS = 16;

/** What a peer sent in the window under way. */
export interface Signals {
  /** ms, any clock that goes forward */
  readonly from: number;
  readonly descriptions: number;
  readonly candidates: number;
  /** in the largest description */
  readonly sections: number;
}

/** As much of a message as is counted. */
export type Signal =
  | { readonly type: 'ice-candidate' }
  | { readonly type: Description; readonly sdp: string };
type Description = Exclude<Relay['type'], 'ice-candidate'>;

/** Counts one more message. @param at ms */
export function countSignal(before: Signals | null, signal: Signal, at: number): Signals {
  const isOver = before === null || at - before.from >= WINDOW_MS;
  const counted = isOver ? { from: at, descriptions: 0, candidates: 0, sections: 0 } : before;
  if (signal.type === 'ice-candidate') return { ...counted, candidates: counted.candidates + 1 };
  const sections = Math.max(counted.sections, mediaSections(signal.sdp));
  return { ...counted, descriptions: counted.descriptions + 1, sections };
}

/** Whether it is more than an honest peer has any use for. */
export function isSignalFlood({ descriptions, candidates, sections }: Signals): boolean {
  return descriptions > MOST_DESCRIPTIONS || candidates > MOST_CANDIDATES || sections > MOST_SECTIONS;
}
