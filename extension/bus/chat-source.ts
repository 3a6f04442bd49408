import { CHAT_OFF } from '../core/chat/chat-view.ts';
import { createListeners } from '../core/listeners.ts';
import { connectChat, type ChatConnection } from './chat-port.ts';
import { isOffscreenOpen } from './offscreen.ts';
import type { ChatControls } from './room-host.ts';
import { chatDraftItem, sharingItem } from './stores.ts';

/** The sharer's chat, as the popup and the chat page take part in it. Resolves when its draft is read. */
export async function openChatSource(): Promise<ChatControls> {
  const listeners = createListeners();
  let view = CHAT_OFF;
  let connection: ChatConnection | null = null;
  let draft = await chatDraftItem.getValue();

  function show(next: typeof view): void {
    view = next;
    listeners.tell();
  }

  /** One document holds one share after another: its chat is followed from the one into the next. */
  async function follow(): Promise<void> {
    const isOpen = (await sharingItem.getValue()) !== null && (await isOffscreenOpen());
    if (!isOpen || connection) return;
    const mine = connectChat(show, () => {
      if (connection === mine) connection = null;
      show(CHAT_OFF);
    });
    connection = mine;
  }

  sharingItem.watch(() => void follow());
  await follow();
  return {
    getView: () => view,
    subscribe: listeners.subscribe,
    say: (text) => connection?.say(text) ?? Promise.resolve({ code: 'closed' }),
    again: (key) => connection?.send({ type: 'again', key }),
    seen: () => connection?.send({ type: 'seen' }),
    getDraft: () => draft,
    keepDraft(text) {
      draft = text;
      void chatDraftItem.setValue(text);
    },
  };
}
