import { ArrowLeft, PictureInPicture2 } from 'lucide-react';
import ChatPanel, { type ChatSound } from '../chat/ChatPanel.tsx';
import { useChatSound } from '../chat/use-chat-sound.ts';
import type { PopupControls } from '../../bus/room-host.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import styles from './PopupChat.module.css';
import { t } from '../i18n/language.ts';

interface PopupChatProps {
  readonly controls: PopupControls;
  readonly sound: ChatSound;
  readonly onBack: () => void;
}

/** The chat in the place of the share, or on its way into a window that stays. */
export default function PopupChat({ controls, sound, onBack }: PopupChatProps) {
  useChatSound(controls.chat, sound);
  return (
    <div className={styles.chat}>
      <ChatPanel chat={controls.chat} sound={sound}>
        <IconButton
          label={t('chat.window')}
          side="bottom"
          icon={<PictureInPicture2 aria-hidden="true" />}
          onClick={() => void controls.openChat()}
          data-testid="chat-window"
        />
        <IconButton
          label={t('chat.back')}
          side="bottom"
          icon={<ArrowLeft aria-hidden="true" />}
          onClick={onBack}
          data-testid="chat-back"
        />
      </ChatPanel>
    </div>
  );
}
