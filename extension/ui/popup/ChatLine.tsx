import { MessageSquare } from 'lucide-react';
import type { ChatControls } from '../../bus/room-host.ts';
import { useChat } from '../chat/use-chat.ts';
import { buttonWords } from '../chat/words.ts';
import { Button } from '../pieces/Button.tsx';

interface ChatLineProps {
  readonly chat: ChatControls;
  readonly onChat: () => void;
}

/** The way into the chat, and how much is new there. */
export function ChatLine({ chat, onChat }: ChatLineProps) {
  const { state, unread } = useChat(chat);
  if (state === 'off') return null;
  return (
    <Button
      wide
      look={unread > 0 ? 'primary' : 'secondary'}
      icon={<MessageSquare />}
      onClick={onChat}
      data-testid="chat"
    >
      {buttonWords(unread)}
    </Button>
  );
}
