import { MY_LINES, take, THEIR_LINES, THEIR_QUESTIONS, waitFor } from './allowance.ts';
import { put, timeOf } from './chat-log.ts';
import type { ChatMessage } from './chat-message.ts';
import {
  andThen,
  step,
  type ChatEffect,
  type ChatEvent,
  type ChatState,
  type ChatStep,
  type RoomNow,
} from './chat-state.ts';
import { addNews, comings } from './comings.ts';
import { arrived, checkDeliveries, deliver, deliverAll, deliverTo, forgetGone } from './delivery.ts';
import { answerQuestion, askAround, checkTeller, offered, told } from './history.ts';
import { bytesOf, cleanLine, keyOf, LINE_BYTES, type SaidLine } from './line.ts';

/** Why a line was not taken; nothing of it is lost. */
export type NotSaid =
  | { readonly code: 'empty' }
  | { readonly code: 'too-long'; readonly bytes: number }
  | { readonly code: 'too-fast'; readonly waitMs: number }
  /** I am in no room, or its server passes no chat on. */
  | { readonly code: 'closed' };

/** Whether a line may be said. @param at ms, now @returns null when it may */
export function whyNotSaid(state: ChatState, text: string, at: number): NotSaid | null {
  if (!state.supported) return { code: 'closed' };
  const line = cleanLine(text);
  if (line === '') return { code: 'empty' };
  const bytes = bytesOf(line);
  if (bytes > LINE_BYTES) return { code: 'too-long', bytes };
  const waitMs = waitFor(MY_LINES, state.mine, at);
  return waitMs > 0 ? { code: 'too-fast', waitMs } : null;
}

/** The chat of a room, as a reducer: events in, the next state and a list of effects out. @param at ms, now */
export function reduceChat(state: ChatState, event: ChatEvent, at: number): ChatStep {
  switch (event.type) {
    case 'room':
      return roomIs(state, event.room, event.entered, at);
    case 'came':
      return came(state, event.from, event.message, at);
    case 'say':
      return say(state, event.id, event.text, at);
    case 'again':
      return again(state, event.key, at);
    case 'seen':
      return step(state.unread === 0 ? state : { ...state, unread: 0 });
    case 'tick':
      return checkTeller(checkDeliveries(state, at), at);
  }
}

/** Who is here is no news to one who has just come. */
function roomIs(before: ChatState, room: RoomNow, entered: boolean, at: number): ChatStep {
  const happened = before.since === null || !room.supported ? [] : comings(before, room);
  const members = new Map(room.members.map((member) => [member.id, member]));
  const { me, online, supported } = room;
  const since = supported ? (before.since ?? (online ? at : null)) : null;
  const told = happened.reduce((state, each) => addNews(state, each, at), { ...before, me });
  const state = forgetGone({ ...forgetLimits(told, members), members, since, online, supported });
  const back = room.members.filter(({ id, absent }) => !absent && (before.members.get(id)?.absent ?? false));
  const delivered =
    online && !before.online
      ? deliverAll(state, at)
      : deliverTo(
          state,
          back.map(({ id }) => id),
          at,
        );
  return entered && supported ? andThen(delivered, (next) => askAround(next, at)) : delivered;
}

/** Ids are never used again: what was counted of those who left is of no use. */
function forgetLimits(state: ChatState, members: ReadonlyMap<string, unknown>): ChatState {
  const stay = <T>(counts: ReadonlyMap<string, T>) => new Map([...counts].filter(([id]) => members.has(id)));
  return { ...state, theirs: stay(state.theirs), questions: stay(state.questions) };
}

/** From nobody but a member: whoever is not, is not let in by the Session. */
function came(state: ChatState, from: string, message: ChatMessage, at: number): ChatStep {
  if (!state.members.has(from)) return step(state);
  switch (message.kind) {
    case 'line':
      return heard(state, from, message, at);
    case 'got':
      return step(arrived(state, from, message.ids));
    case 'have':
      return offered(state, from, message, at);
    case 'history':
      return told(state, from, message, at);
    case 'ask':
    case 'fetch': {
      const left = take(THEIR_QUESTIONS, state.questions.get(from), at);
      if (!left) return step(state);
      const counted = { ...state, questions: new Map([...state.questions, [from, left]]) };
      return answerQuestion(counted, from, message, at);
    }
  }
}

type Line = Extract<ChatMessage, { kind: 'line' }>;

function heard(state: ChatState, from: string, { id, text: written }: Line, at: number): ChatStep {
  const key = keyOf(from, id);
  const thanks: ChatEffect = { type: 'send', to: from, message: { kind: 'got', ids: [id] } };
  const before = state.lines.find((line) => line.key === key);
  // It was sent again because my thanks were lost.
  if (before?.kind === 'said' && before.told === null) return step(state, thanks);
  const left = take(THEIR_LINES, state.theirs.get(from), at);
  if (!left) return step(flooded(state, from, at));
  const text = cleanLine(written);
  const theirs = new Map([...state.theirs, [from, left]]);
  if (text === '') return step({ ...state, theirs }, thanks);
  const name = state.members.get(from)?.name ?? '';
  const time = before?.at ?? timeOf(state.lines, at);
  const line = { kind: 'said', key, id, from, name, text, at: time, delivered: null, told: null } as const;
  return step({ ...state, theirs, lines: put(state.lines, line), unread: state.unread + 1 }, thanks);
}

/** Said once for each flood. */
function flooded(state: ChatState, from: string, at: number): ChatState {
  const isKnown = state.lines.some(
    (line) => line.kind === 'news' && line.news === 'floods' && line.who === from && at - line.at < FLOOD_MS,
  );
  const name = state.members.get(from)?.name ?? '';
  return isKnown ? state : addNews(state, { news: 'floods', who: { id: from, name } }, at);
}

/** ms in which one flood is not told from the next */
const FLOOD_MS = 30_000;

function say(state: ChatState, id: string, written: string, at: number): ChatStep {
  const mine = take(MY_LINES, state.mine, at);
  if (!mine || whyNotSaid(state, written, at)) return step(state);
  const { me } = state;
  const line: SaidLine = {
    kind: 'said',
    key: keyOf(me.id, id),
    id,
    from: me.id,
    name: me.name,
    text: cleanLine(written),
    at: timeOf(state.lines, at),
    delivered: 'pending',
    told: null,
  };
  return deliver({ ...state, mine, lines: put(state.lines, line) }, line, at);
}

function again(state: ChatState, key: string, at: number): ChatStep {
  const line = state.lines.find((each) => each.key === key);
  if (line?.kind !== 'said' || line.delivered !== 'failed') return step(state);
  return deliver(state, line, at);
}
