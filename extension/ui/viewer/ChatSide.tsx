import ChatPanel, { type ChatSound } from '../chat/ChatPanel.tsx';
import type { ChatControls } from '../../bus/room-host.ts';
import styles from './ChatSide.module.css';

interface ChatSideProps {
  readonly chat: ChatControls;
  readonly sound: ChatSound;
  readonly onClose: () => void;
}

/** The chat beside the picture; on a phone held upright below it. */
export default function ChatSide(props: ChatSideProps) {
  return (
    <aside className={styles.side}>
      <ChatPanel {...props} />
    </aside>
  );
}
