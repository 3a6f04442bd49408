import type { Allowance } from './allowance.ts';
import type { ChatMessage } from './chat-message.ts';
import type { Asking } from './history.ts';
import type { ChatLine } from './line.ts';

/** Somebody else in the room, as far as the chat is concerned. */
export interface ChatMember {
  readonly id: string;
  readonly name: string;
  /** Takes chat: a client of version 1 does not. */
  readonly chat: boolean;
  readonly sharing: boolean;
  /** The server does not know it just now. */
  readonly absent: boolean;
}

/** A line of mine that is still on its way to somebody. */
export interface Delivery {
  readonly id: string;
  /** Who has said that it arrived. */
  readonly got: readonly string[];
  /** Who has not. */
  readonly missing: readonly string[];
  /** ms, when it was last sent */
  readonly at: number;
}

/** What is known of a chat: the state of the reducer in chat.ts. */
export interface ChatState {
  readonly me: { readonly id: string; readonly name: string; readonly sharing: boolean };
  /** I am in the room, and the server can be reached. */
  readonly online: boolean;
  /** The server passes chat on. */
  readonly supported: boolean;
  /** ms, when I first came in; null before */
  readonly since: number | null;
  readonly members: ReadonlyMap<string, ChatMember>;
  readonly lines: readonly ChatLine[];
  readonly deliveries: readonly Delivery[];
  /** Lines of others since I last looked. */
  readonly unread: number;
  readonly asking: Asking | null;
  /** What I may still write. */
  readonly mine: Allowance | undefined;
  /** What others may still write, and still ask, by peer. */
  readonly theirs: ReadonlyMap<string, Allowance>;
  readonly questions: ReadonlyMap<string, Allowance>;
  /** Numbers the lines about comings and goings. */
  readonly count: number;
}

/** Every event with the time at which it happens, in ms since the epoch. */
export type ChatEvent =
  /** The room as it is now. @param entered the server has taken me in afresh, so that I may have missed something */
  | { readonly type: 'room'; readonly room: RoomNow; readonly entered: boolean }
  | { readonly type: 'came'; readonly from: string; readonly message: ChatMessage }
  /** I write. @param id new and random */
  | { readonly type: 'say'; readonly id: string; readonly text: string }
  /** I try a line again that failed. */
  | { readonly type: 'again'; readonly key: string }
  /** I have read everything. */
  | { readonly type: 'seen' }
  /** Time has passed, see the effect `wake`. */
  | { readonly type: 'tick' };

export interface RoomNow extends Pick<ChatState, 'me' | 'online' | 'supported'> {
  readonly members: readonly ChatMember[];
}

export type ChatEffect =
  | { readonly type: 'send'; readonly to: string; readonly message: ChatMessage }
  /** Give a `tick` after so many ms. */
  | { readonly type: 'wake'; readonly ms: number };

export interface ChatStep {
  readonly state: ChatState;
  readonly effects: readonly ChatEffect[];
}

export const NO_CHAT: ChatState = {
  me: { id: '', name: '', sharing: false },
  online: false,
  supported: false,
  since: null,
  members: new Map(),
  lines: [],
  deliveries: [],
  unread: 0,
  asking: null,
  mine: undefined,
  theirs: new Map(),
  questions: new Map(),
  count: 0,
};

export function step(state: ChatState, ...effects: ChatEffect[]): ChatStep {
  return { state, effects };
}

/** What follows on a step. */
export function andThen(first: ChatStep, next: (state: ChatState) => ChatStep): ChatStep {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

/** Whom I can write to: who takes chat. */
export function readersOf(state: ChatState): readonly ChatMember[] {
  return [...state.members.values()].filter((member) => member.chat);
}
