import type { MediaStats, PeerView, Snapshot } from './snapshot.ts';

/** The last minutes in numbers: one {@link Moment} for each second. */
export type History = readonly Moment[];

export interface Moment {
  /** ms since the epoch */
  readonly at: number;
  /** Those that anything came from or went to. */
  readonly peers: readonly PeerMoment[];
}

interface PeerMoment {
  readonly id: string;
  /** What I sent to the peer. */
  readonly up: Figures | null;
  /** What I received from it. */
  readonly down: Figures | null;
}

export interface Figures {
  /** kbit/s */
  readonly kbps: number;
  /** frames a second that are sent, or decoded */
  readonly fps: number;
  /** frames a second that come to the viewer's screen; null = not known */
  readonly shownFps: number | null;
  /** ms */
  readonly rttMs: number | null;
  /** ms from the capture to the screen */
  readonly delayMs: number | null;
}

export type Direction = 'up' | 'down';

/** What is looked at: one peer's picture, or all of them (null). */
export interface Subject {
  readonly direction: Direction;
  readonly peer: string | null;
}

/** ms that are kept */
export const HISTORY_MS = 120_000;
/** Moments that are kept at most, whatever their times say. */
export const MOST_MOMENTS = 150;

/** What a Snapshot says of this second. @param at ms since the epoch */
export function momentOf({ peers }: Pick<Snapshot, 'peers'>, at: number): Moment {
  return { at, peers: peers.flatMap(peerMoment) };
}

/** Adds the newest moment, and forgets what is too old. */
export function remember(history: History, moment: Moment): History {
  const from = moment.at - HISTORY_MS;
  // A clock that was set back: what seems to lie ahead is worth nothing any more.
  const kept = history.filter(({ at }) => at >= from && at < moment.at);
  return [...kept, moment].slice(-MOST_MOMENTS);
}

/** Takes what came over a Port; see {@link newsSince}. */
export function withNews(history: History, { anew, moments }: HistoryNews): History {
  return moments.reduce(remember, anew ? [] : history);
}

/** What is new. @param last the newest moment that was told before; null = none */
export function newsSince(history: History, last: Moment | null): HistoryNews {
  const index = last === null ? -1 : history.lastIndexOf(last);
  return { anew: index === -1, moments: history.slice(index + 1) };
}

/** What is told of a history: all of it, or what was added. */
interface HistoryNews {
  /** What came before is of another share, or too old. */
  readonly anew: boolean;
  readonly moments: readonly Moment[];
}

/** One line for each thing that is drawn; all as long as `seconds`. null = a gap. */
export interface Series {
  /** s before the newest moment; ascending, the last one is 0 */
  readonly seconds: readonly number[];
  readonly kbps: readonly (number | null)[];
  readonly fps: readonly (number | null)[];
  readonly shownFps: readonly (number | null)[];
  readonly rttMs: readonly (number | null)[];
  readonly delayMs: readonly (number | null)[];
}

/** Of all peers together: the sum of the bit rates, the best frame rates, the longest times. */
export function seriesOf(history: History, subject: Subject): Series {
  const newest = history.at(-1)?.at ?? 0;
  const figures = history.map((moment) => figuresOf(moment, subject));
  const of = (member: 'fps' | 'shownFps' | 'rttMs' | 'delayMs') =>
    figures.map((all) => greatest(all.map((one) => one[member])));
  return {
    seconds: history.map(({ at }) => (at - newest) / 1000),
    kbps: figures.map((all) => (all.length === 0 ? null : sum(all.map(({ kbps }) => kbps)))),
    fps: of('fps'),
    shownFps: of('shownFps'),
    rttMs: of('rttMs'),
    delayMs: of('delayMs'),
  };
}

function figuresOf({ peers }: Moment, { direction, peer }: Subject): Figures[] {
  const meant = peer === null ? peers : peers.filter(({ id }) => id === peer);
  return meant.flatMap((one) => one[direction] ?? []);
}

function peerMoment({ id, sending, receiving }: PeerView): PeerMoment[] {
  if (!sending && !receiving) return [];
  return [
    {
      id,
      up: sending && figures(sending, sending.journey.sentFps),
      down: receiving && figures(receiving, receiving.journey.decodedFps),
    },
  ];
}

function figures({ kbps, fps, rttMs, journey }: MediaStats, exact: number | null): Figures {
  return { kbps, fps: exact ?? fps, shownFps: journey.shownFps, rttMs, delayMs: journey.delayMs };
}

function greatest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
