import { CHAT_OFF } from '../core/chat/chat-view.ts';
import { createListeners } from '../core/listeners.ts';
import type { RoomClient } from '../rtc/room-client.ts';
import type { ChatControls } from './room-host.ts';

/** The chat of whichever RoomClient there is, for those who outlive it. */
export interface ChatSwitch {
  readonly controls: ChatControls;
  /** From now on it is this client's chat; null for none. */
  use(client: Pick<RoomClient, 'chat'> | null): void;
}

export function createChatSwitch(): ChatSwitch {
  const listeners = createListeners();
  let chat: RoomClient['chat'] | null = null;
  let unfollow: (() => void) | null = null;
  let draft = '';
  return {
    controls: {
      getView: () => chat?.getView() ?? CHAT_OFF,
      subscribe: listeners.subscribe,
      say: (text) => Promise.resolve(chat ? chat.say(text) : { code: 'closed' }),
      again: (key) => chat?.again(key),
      seen: () => chat?.seen(),
      getDraft: () => draft,
      keepDraft: (text) => void (draft = text),
    },
    use(client) {
      unfollow?.();
      chat = client?.chat ?? null;
      unfollow = chat?.subscribe(listeners.tell) ?? null;
      listeners.tell();
    },
  };
}
