import { useState } from 'react';
import { useArrivals } from '../chat/use-arrivals.ts';
import { useChat } from '../chat/use-chat.ts';
import { useChatSound } from '../chat/use-chat-sound.ts';
import { useUnreadTitle } from '../chat/use-unread-title.ts';
import { peekWords } from '../chat/words.ts';
import { peerName } from '../format.ts';
import { useToast } from '../pieces/Toaster.tsx';
import type { ViewerProps } from './ViewerApp.tsx';

export interface ChatSide {
  /** There is a chat, or was one. */
  readonly possible: boolean;
  readonly open: boolean;
  readonly unread: number;
  readonly toggle: () => void;
}

/** Whether the chat is open beside the picture; what comes while it is closed is shown in passing. */
export function useChatSide({ controls, chatSound }: ViewerProps): ChatSide {
  const toast = useToast();
  const [wanted, setWanted] = useState(false);
  const { unread, state, lines } = useChat(controls.chat);
  const possible = state !== 'off' || lines.length > 0;
  const open = wanted && possible;
  useUnreadTitle(unread);
  useArrivals(controls.chat, (line) => {
    if (!open) toast(peekWords(peerName({ id: line.from, name: line.name }), line.text));
  });
  useChatSound(controls.chat, chatSound);
  return { possible, open, unread, toggle: () => setWanted(!wanted) };
}
