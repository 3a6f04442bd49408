import { useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { LogOut, X } from 'lucide-react';
import type { ChatControls } from '../../bus/room-host.ts';
import { ChatButton } from '../chat/ChatButton.tsx';
import ChatPanel, { type ChatSound } from '../chat/ChatPanel.tsx';
import { useChat } from '../chat/use-chat.ts';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { PointerButton } from '../pointer/PointerButton.tsx';
import PointerStage from '../pointer/PointerStage.tsx';
import type { PointerTool } from '../pointer/use-pointer.ts';
import { viewerWords } from '../words.ts';
import { LiveVideo } from './LiveVideo.tsx';
import styles from './PipWindow.module.css';
import type { Receive } from './receive.ts';
import { ReceiveButton } from './ReceiveButton.tsx';
import { useHeldKey, useKeys } from './use-keys.ts';
import type { Page } from './use-page.ts';
import type { Sound } from './use-sound.ts';
import Volume from './Volume.tsx';

interface PipWindowProps {
  readonly window: Window;
  readonly page: Page;
  readonly sound: Sound;
  readonly pointer: PointerTool;
  readonly receive: Receive;
  readonly onReceive: (patch: Partial<Receive>) => void;
  readonly controls: { readonly chat: ChatControls };
  readonly chatSound: ChatSound;
  readonly onClose: () => void;
}

/**
 * What the small window shows: the large picture, or why there is none; whose it is; and what one does while watching.
 * The sound itself comes from the page, so that it is not heard twice.
 */
export default function PipWindow(props: PipWindowProps) {
  const { window, page, sound, pointer, chatSound, onClose } = props;
  const surface = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const watching = page.state.kind === 'watching';
  const chat = usePipChat(props);
  useHeldKey('p', pointer.release, window.document);
  useKeys(
    {
      m: sound.toggle,
      t: chat.toggle,
      p: pointer.press,
      w: onClose,
      ...Object.fromEntries(
        page.sharers.slice(0, 9).map(({ id }, index) => [String(index + 1), () => page.choose(id)]),
      ),
    },
    window.document,
  );
  return createPortal(
    <>
      <main
        ref={surface}
        className={styles.pip}
        data-pointing={pointer.on || undefined}
        data-chat={chat.open || undefined}
        data-testid="pip"
      >
        {page.stream && (
          <LiveVideo
            ref={video}
            stream={page.stream}
            label={t('room.sharedPicture')}
            muted
            testId="pip-video"
            onPicture={page.onPicture}
          />
        )}
        {watching && (
          <PointerStage
            tool={pointer}
            surface={surface}
            video={video}
            snapshot={page.snapshot}
            testId="pip-pointers"
          />
        )}
        {!watching && <p className={styles.words}>{viewerWords(page.state, page.snapshot).title}</p>}
        <PipBar {...props} chatting={chat} />
      </main>
      {chat.open && (
        <aside className={styles.chat}>
          <ChatPanel chat={props.controls.chat} sound={chatSound} onClose={chat.toggle} />
        </aside>
      )}
    </>,
    window.document.body,
  );
}

interface PipChat {
  /** There is a chat, or was one. */
  readonly possible: boolean;
  readonly open: boolean;
  readonly unread: number;
  readonly toggle: () => void;
}

/** px: what the window grows by for the chat, where it is too low for both. */
const CHAT_HEIGHT = 240;
const BOTH_HEIGHT = 420;

function usePipChat({ window, controls }: PipWindowProps): PipChat {
  const [wanted, setWanted] = useState(false);
  const { state, lines, unread } = useChat(controls.chat);
  const possible = state !== 'off' || lines.length > 0;
  return {
    possible,
    open: wanted && possible,
    unread,
    toggle() {
      setWanted(!wanted);
      // Only from a click or a key, and not in every browser.
      if (!wanted && window.innerHeight < BOTH_HEIGHT && window.innerWidth < SIDE_WIDTH)
        attempt(() => window.resizeBy(0, CHAT_HEIGHT));
    },
  };
}

/** px: as wide as this the chat stands beside the picture (PipWindow.module.css). */
const SIDE_WIDTH = 600;

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // The window stays as it is: the two share it.
  }
}

interface PipBarProps extends PipWindowProps {
  readonly chatting: PipChat;
}

function PipBar({ window, page, sound, pointer, receive, onReceive, chatting, onClose }: PipBarProps) {
  const watching = page.state.kind === 'watching';
  return (
    <section className={styles.bar}>
      <bdi className={styles.who} data-testid="pip-who">
        {page.staged ? peerName(page.staged) : ''}
      </bdi>
      {page.staged && <Volume sound={sound} tip={false} />}
      {watching && <PointerButton tool={pointer} tip={false} />}
      {watching && (
        <ReceiveButton receive={receive} onReceive={onReceive} tip={false} container={window.document.body} />
      )}
      {chatting.possible && (
        <ChatButton unread={chatting.unread} open={chatting.open} onClick={chatting.toggle} tip={false} />
      )}
      <IconButton
        label={t('room.leave')}
        tip={false}
        icon={<LogOut aria-hidden="true" />}
        onClick={() => (page.leave(), onClose())}
        data-testid="pip-leave"
      />
      <IconButton
        label={t('pip.back')}
        tip={false}
        shortcut="W"
        icon={<X aria-hidden="true" />}
        onClick={onClose}
        data-testid="pip-close"
      />
    </section>
  );
}
