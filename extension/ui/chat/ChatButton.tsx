import { MessageSquare } from 'lucide-react';
import { IconButton } from '../pieces/IconButton.tsx';
import styles from './ChatButton.module.css';
import { buttonWords } from './words.ts';

interface ChatButtonProps {
  readonly unread: number;
  readonly open: boolean;
  readonly onClick: () => void;
  readonly shortcut?: string;
  /** False in another window than the page's. */
  readonly tip?: boolean;
}

/** Opens and closes the chat, and says how much is new there. */
export function ChatButton({ unread, open, onClick, shortcut, tip = true }: ChatButtonProps) {
  return (
    <IconButton
      label={buttonWords(unread)}
      tip={tip}
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
