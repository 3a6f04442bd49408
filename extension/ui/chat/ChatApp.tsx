import type { ChatControls } from '../../bus/room-host.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Frame } from '../pieces/Frame.tsx';
import styles from './ChatApp.module.css';
import ChatPanel, { type ChatSound } from './ChatPanel.tsx';
import { useChat } from './use-chat.ts';
import { useChatSound } from './use-chat-sound.ts';
import { useUnreadTitle } from './use-unread-title.ts';
import { t } from '../i18n/language.ts';

interface ChatAppProps {
  readonly chat: ChatControls;
  readonly sound: ChatSound;
}

/** The chat of whoever shares, in a window of its own. */
export function ChatApp({ chat, sound }: ChatAppProps) {
  useLanguage('chat.pageTitle');
  useUnreadTitle(useChat(chat).unread);
  useChatSound(chat, sound);
  return (
    <Frame>
      <main className={styles.app}>
        <ChatPanel chat={chat} sound={sound} off={t('chat.gone')} />
      </main>
    </Frame>
  );
}
