import { MessageSquare } from 'lucide-react';
import { IconButton } from '../pieces/IconButton.tsx';
import styles from './ChatButton.module.css';
import { buttonWords } from './words.ts';

interface ChatButtonProps {
  readonly unread: number;
  readonly open: boolean;
  readonly onClick: () => void;
  readonly shortcut?: string;
}

/** Opens and closes the chat, and says how much is new there. */
export function ChatButton({ unread, open, onClick, shortcut }: ChatButtonProps) {
  return (
    <IconButton
      label={buttonWords(unread)}
      {...(shortcut !== undefined && { shortcut })}
      icon={<MessageSquare aria-hidden="true" />}
      aria-pressed={open}
      onClick={onClick}
      data-testid="chat"
    >
      {unread > 0 && (
        <span className={styles.unread} data-testid="chat-unread">
          {unread > MOST ? `${MOST}+` : unread}
        </span>
      )}
    </IconButton>
  );
}

/** More need not be counted. */
const MOST = 99;
