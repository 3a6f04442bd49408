/** Largest line of a chat in bytes of UTF-8: a page of text, or a log's end, may be pasted as it is. */
export const LINE_BYTES = 12 * 1024;

/** Lines of people that are kept, and told to those who come late. */
export const LINES_KEPT = 200;

/** Lines about comings and goings that are kept besides. */
export const NEWS_KEPT = 60;

/**
 * What became of a line of mine:
 * - `pending`: nobody has said yet that it arrived; waits for the server, too
 * - `sent`: at least one of those it went to has it, or nobody was there
 * - `failed`: nobody had it in time
 */
export type Delivered = 'pending' | 'sent' | 'failed';

/** Who told me of a line, and what it called itself then. */
export interface Teller {
  readonly id: string;
  readonly name: string;
}

/** Something that a person wrote. */
export interface SaidLine {
  readonly kind: 'said';
  /** Unique in this chat. */
  readonly key: string;
  /** Id of the line, by whoever wrote it. */
  readonly id: string;
  /** Peer id of whoever wrote it. */
  readonly from: string;
  /** What that peer called itself; may be empty. A claim, not a fact. */
  readonly name: string;
  readonly text: string;
  /** ms since the epoch, by this computer's clock */
  readonly at: number;
  /** Of a line of mine; null for all others. */
  readonly delivered: Delivered | null;
  /** I did not hear it myself: this peer told me of it when I came. Null for what I have heard. */
  readonly told: Teller | null;
}

/** - `floods`: writes more than is read of anyone; what is too much was left out */
export type News = 'came' | 'left' | 'shares' | 'shares-no-more' | 'floods';

/** Something that happened in the room. */
export interface NewsLine {
  readonly kind: 'news';
  readonly key: string;
  readonly news: News;
  /** Peer id. */
  readonly who: string;
  /** What that peer called itself; may be empty. */
  readonly name: string;
  /** It is me. */
  readonly me: boolean;
  /** ms since the epoch, by this computer's clock */
  readonly at: number;
}

export type ChatLine = SaidLine | NewsLine;

/** Control characters but tab and line break, and the rest of what no text needs. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFEFF]/g;

/** What of a typed or received text is a line: without control characters, and without white space around it. */
export function cleanLine(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(CONTROLS, '')
    .toWellFormed()
    .replaceAll(/^\s*\n|\s+$/g, '');
}

/** Length in bytes of UTF-8. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** A line's key: nobody else writes under the same peer id. */
export function keyOf(from: string, id: string): string {
  return `${from}/${id}`;
}
