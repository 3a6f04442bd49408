import { has, historyPart, put, tellable } from './chat-log.ts';
import type { ChatMessage, OldLine } from './chat-message.ts';
import { readersOf, step, type ChatState, type ChatStep } from './chat-state.ts';
import { cleanLine, keyOf, LINES_KEPT } from './line.ts';

/*
 * What was said before I came, told by whoever has been here longest. All are asked who could; the first choice tells,
 * part by part, and when it falls silent the next one does.
 */

/** Somebody who could tell. */
interface Candidate {
  readonly id: string;
  /** ms that it has been here, by its own word */
  readonly stayed: number;
}

export interface Asking {
  /** Who has not answered yet. */
  readonly asked: readonly string[];
  /** Who could tell, and has not been tried. */
  readonly tellers: readonly Candidate[];
  /** Who is telling. */
  readonly from: string | null;
  /** The oldest line that it has told. */
  readonly before: { readonly from: string; readonly id: string } | null;
  /** Lines that it has told. */
  readonly told: number;
  /** ms, when whoever is waited for is waited for no more */
  readonly until: number;
}

/** A peer on the other side of the world answers within a second. */
const ANSWER_MS = 1200;
/** The next part may be 50 kB, on a way that carries the picture as well. */
const PART_MS = 4000;

/** Asks everyone who is here. @param at ms, now */
export function askAround(state: ChatState, at: number): ChatStep {
  const asked = readersOf(state).filter(({ absent }) => !absent);
  if (asked.length === 0) return step(state);
  const asking: Asking = {
    asked: asked.map(({ id }) => id),
    tellers: [],
    from: null,
    before: null,
    told: 0,
    until: at + ANSWER_MS,
  };
  const asks = asked.map(({ id }) => ({ type: 'send', to: id, message: { kind: 'ask' } }) as const);
  return step({ ...state, asking }, ...asks, { type: 'wake', ms: ANSWER_MS });
}

/** Somebody has been here for so long, and has so many lines. */
export function offered(
  state: ChatState,
  from: string,
  { stayed, lines }: Extract<ChatMessage, { kind: 'have' }>,
  at: number,
): ChatStep {
  const { asking } = state;
  if (!asking?.asked.includes(from)) return step(state);
  const asked = asking.asked.filter((id) => id !== from);
  const tellers = lines > 0 ? [...asking.tellers, { id: from, stayed }] : asking.tellers;
  const next = { ...state, asking: { ...asking, asked, tellers } };
  const isTime = asking.from === null && (asked.length === 0 || at >= asking.until);
  return isTime ? nextTeller(next, at) : step(next);
}

/** Whoever is waited for may have had its time. */
export function checkTeller(state: ChatState, at: number): ChatStep {
  const { asking } = state;
  if (!asking || at < asking.until) return step(state);
  return nextTeller(state, at);
}

/** The one that has been here longest, of those who have not been tried. */
function nextTeller(state: ChatState, at: number): ChatStep {
  const { asking } = state;
  if (!asking) return step(state);
  const [best, ...rest] = asking.tellers.toSorted((a, b) => b.stayed - a.stayed);
  // Who answers late may still tell.
  if (!best) return step({ ...state, asking: asking.asked.length > 0 ? { ...asking, from: null } : null });
  return fetchMore(state, { ...asking, tellers: rest, from: best.id, before: null, told: 0 }, best.id, at);
}

function fetchMore(state: ChatState, asking: Asking, from: string, at: number): ChatStep {
  const message: ChatMessage = { kind: 'fetch', before: asking.before };
  return step(
    { ...state, asking: { ...asking, until: at + PART_MS } },
    { type: 'send', to: from, message },
    { type: 'wake', ms: PART_MS },
  );
}

/** A part of what was said: of the one that was asked for it, and of nobody else. */
export function told(
  state: ChatState,
  from: string,
  { lines, more }: Extract<ChatMessage, { kind: 'history' }>,
  at: number,
): ChatStep {
  const { asking } = state;
  if (asking?.from !== from) return step(state);
  const next = lines.reduce((log, line) => addOld(log, line, from, at), state);
  const [oldest] = lines;
  const count = asking.told + lines.length;
  const isNew = next.lines !== state.lines;
  if (!oldest || !more || !isNew || count >= LINES_KEPT) return step({ ...next, asking: null });
  const before = { from: oldest.from, id: oldest.id };
  return fetchMore(next, { ...asking, before, told: count }, from, at);
}

/** What I have heard myself stays as I have heard it. */
function addOld(state: ChatState, old: OldLine, teller: string, at: number): ChatState {
  const key = keyOf(old.from, old.id);
  const text = cleanLine(old.text);
  if (text === '' || has(state.lines, key)) return state;
  const { id, from, name, ago } = old;
  const told = { id: teller, name: state.members.get(teller)?.name ?? '' };
  const line = { kind: 'said', key, id, from, name, text, at: at - ago, delivered: null, told } as const;
  return { ...state, lines: put(state.lines, line) };
}

/** What I can tell others. @param at ms, now */
export function answerQuestion(
  state: ChatState,
  from: string,
  question: Extract<ChatMessage, { kind: 'ask' | 'fetch' }>,
  at: number,
): ChatStep {
  const stayed = Math.max(0, Math.round(at - (state.since ?? at)));
  const message: ChatMessage =
    question.kind === 'ask'
      ? { kind: 'have', stayed, lines: tellable(state.lines).length }
      : { kind: 'history', ...historyPart(state.lines, question.before, at) };
  return step(state, { type: 'send', to: from, message });
}
