import { CHAT_OFF, type ChatView } from '../core/chat/chat-view.ts';
import { createListeners } from '../core/listeners.ts';
import type { SessionState } from '../core/session-state.ts';
import type { ChatRoom, ChatRoomOptions } from './chat-room.ts';

/** Said to a chat whose code is on its way; more than that no newcomer is told before it has asked. */
const MOST_EARLY = 64;

/** Its code is a few kB, in ms. */
const COMING_MS = 1000;

/**
 * A chat whose code comes once the room is entered: nobody needs it for the first picture. What happens meanwhile is
 * made up for.
 */
export function createLateChat(options: ChatRoomOptions): ChatRoom {
  const listeners = createListeners();
  const early: (readonly [from: string, text: string])[] = [];
  let room: ChatRoom | null = null;
  let loading = false;
  let isClosed = false;
  let session: SessionState | null = null;
  /** Until its code is there: its place is kept, so that nothing moves when it comes. */
  let coming: ChatView = CHAT_OFF;

  async function load(): Promise<void> {
    loading = true;
    try {
      const { createChatRoom } = await import('./chat-room.ts');
      if (!isClosed) begin(createChatRoom(options));
    } catch {
      // The server that the page came from is away: the next change of the room tries again.
      loading = false;
    }
  }

  function begin(made: ChatRoom): void {
    room = made;
    room.subscribe(listeners.tell);
    if (session) room.follow(session);
    for (const [from, text] of early.splice(0)) room.came(from, text);
  }

  return {
    getView: () => room?.getView() ?? coming,
    subscribe: listeners.subscribe,
    say: (text) => (room ? room.say(text) : { code: 'too-fast', waitMs: COMING_MS }),
    again: (key) => room?.again(key),
    seen: () => room?.seen(),
    follow(now) {
      session = now;
      if (room) room.follow(now);
      else {
        const isThere = now.phase === 'joined' && now.chat;
        coming = isThere ? { ...CHAT_OFF, state: 'on', open: options.open, me: now.id } : CHAT_OFF;
        if (isThere && !loading) void load();
        listeners.tell();
      }
    },
    came(from, text) {
      if (room) room.came(from, text);
      else if (early.length < MOST_EARLY) early.push([from, text]);
    },
    close() {
      isClosed = true;
      room?.close();
      listeners.clear();
    },
  };
}
