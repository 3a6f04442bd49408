import { reduceChat, whyNotSaid, type NotSaid } from '../core/chat/chat.ts';
import { readChat, writeChat } from '../core/chat/chat-message.ts';
import { NO_CHAT, type ChatEffect, type ChatEvent } from '../core/chat/chat-state.ts';
import { chatView, type ChatView } from '../core/chat/chat-view.ts';
import { hasEntered, isSameRoom, roomNow } from '../core/chat/room-now.ts';
import { createListeners } from '../core/listeners.ts';
import { newId, type RandomBytes } from '../core/room-key.ts';
import type { SessionState } from '../core/session-state.ts';
import type { Schedule } from './schedule.ts';

/** Owns a room's chat and carries out what its reducer wants. */
export interface ChatRoom {
  getView(): ChatView;
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
  /** @returns why it was not said; null when it was, whatever becomes of it */
  say(text: string): NotSaid | null;
  /** Tries a line of mine again that failed. */
  again(key: string): void;
  /** Everything has been read. */
  seen(): void;
  /** The stay is now so. */
  follow(session: SessionState): void;
  /** Something came from a member, opened but not looked at. */
  came(from: string, text: string): void;
  close(): void;
}

export interface ChatRoomOptions {
  /** The room has no key. */
  readonly open: boolean;
  readonly schedule: Schedule;
  readonly send: (to: string, text: string) => void;
}

const random: RandomBytes = (bytes) => crypto.getRandomValues(bytes);

export function createChatRoom({ open, schedule, send }: ChatRoomOptions): ChatRoom {
  const listeners = createListeners();
  const wakes = new Set<() => void>();
  let state = NO_CHAT;
  let view = chatView(state, open);
  let session: SessionState | null = null;

  function dispatch(event: ChatEvent): void {
    const before = state;
    const { state: next, effects } = reduceChat(state, event, Date.now());
    state = next;
    for (const effect of effects) run(effect);
    if (state === before) return;
    view = chatView(state, open);
    listeners.tell();
  }

  function run(effect: ChatEffect): void {
    if (effect.type === 'send') return send(effect.to, writeChat(effect.message));
    const cancel = schedule(effect.ms, () => {
      wakes.delete(cancel);
      dispatch({ type: 'tick' });
    });
    wakes.add(cancel);
  }

  return {
    getView: () => view,
    subscribe: listeners.subscribe,
    say(text) {
      const why = whyNotSaid(state, text, Date.now());
      if (!why) dispatch({ type: 'say', id: newId(random), text });
      return why;
    },
    again: (key) => dispatch({ type: 'again', key }),
    seen: () => dispatch({ type: 'seen' }),
    follow(now) {
      const before = session;
      session = now;
      if (isSameRoom(before, now)) return;
      dispatch({ type: 'room', room: roomNow(now), entered: hasEntered(before, now) });
    },
    came(from, text) {
      const message = readChat(text);
      // A message of a newer version is none of our business.
      if (message) dispatch({ type: 'came', from, message });
    },
    close() {
      for (const cancel of wakes) cancel();
      listeners.clear();
    },
  };
}
