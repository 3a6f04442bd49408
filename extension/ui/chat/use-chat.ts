import { useCallback, useSyncExternalStore } from 'react';
import type { ChatControls } from '../../bus/room-host.ts';
import type { ChatView } from '../../core/chat/chat-view.ts';

/** The chat as it is now; renders again with every change. */
export function useChat(chat: ChatControls): ChatView {
  const subscribe = useCallback((listener: () => void) => chat.subscribe(listener), [chat]);
  return useSyncExternalStore(
    subscribe,
    useCallback(() => chat.getView(), [chat]),
  );
}
