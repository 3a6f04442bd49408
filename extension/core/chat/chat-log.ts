import type { OldLine } from './chat-message.ts';
import { bytesOf, keyOf, LINES_KEPT, NEWS_KEPT, type ChatLine, type SaidLine } from './line.ts';

/* The lines of a chat, oldest first. */

type Lines = readonly ChatLine[];

export function has(lines: Lines, key: string): boolean {
  return lines.some((line) => line.key === key);
}

/** Puts a line at its time, behind what is as old; one with the same key is replaced. What is too old goes. */
export function put(lines: Lines, line: ChatLine): Lines {
  if (has(lines, line.key)) return lines.map((each) => (each.key === line.key ? line : each));
  const after = lines.findLastIndex((each) => each.at <= line.at) + 1;
  return trim(lines.toSpliced(after, 0, line));
}

/** Time of a line that comes now: never before another, whatever the clock does. */
export function timeOf(lines: Lines, at: number): number {
  return Math.max(at, lines.at(-1)?.at ?? at);
}

function trim(lines: Lines): Lines {
  const spare = { said: count(lines, 'said') - LINES_KEPT, news: count(lines, 'news') - NEWS_KEPT };
  if (spare.said <= 0 && spare.news <= 0) return lines;
  return lines.filter(({ kind }) => (spare[kind] -= 1) < 0);
}

function count(lines: Lines, kind: ChatLine['kind']): number {
  return lines.filter((line) => line.kind === kind).length;
}

/** What can be told to a newcomer: a line that failed was said to nobody. */
export function tellable(lines: Lines): readonly SaidLine[] {
  return lines.filter((line): line is SaidLine => line.kind === 'said' && line.delivered !== 'failed');
}

/** A part of what was said that fits into one message, by {@link costOf}; sealing adds a third. */
const PART_BYTES = 40 * 1024;

/**
 * The newest lines that fit into one message, or those before a line.
 * @param before null for the newest
 * @param at ms, now
 */
export function historyPart(
  lines: Lines,
  before: { readonly from: string; readonly id: string } | null,
  at: number,
): { readonly lines: OldLine[]; readonly more: boolean } {
  const all = tellable(lines);
  const end = before ? all.findIndex(({ key }) => key === keyOf(before.from, before.id)) : all.length;
  if (end < 0) return { lines: [], more: false };
  const part: OldLine[] = [];
  let bytes = 0;
  let start = end;
  for (const line of all.slice(0, end).toReversed()) {
    const old = oldLine(line, at);
    bytes += costOf(old);
    if (part.length > 0 && bytes > PART_BYTES) break;
    part.unshift(old);
    start -= 1;
  }
  return { lines: part, more: start > 0 };
}

function oldLine({ id, from, name, text, at: heard }: SaidLine, at: number): OldLine {
  return { id, from, name, text, ago: Math.max(0, Math.round(at - heard)) };
}

/** In a room without a key it stands in JSON in JSON, which doubles what is escaped once more. */
function costOf(line: OldLine): number {
  return bytesOf(JSON.stringify(JSON.stringify(line)));
}
