import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { Bell, BellOff, X } from 'lucide-react';
import type { ChatControls } from '../../bus/room-host.ts';
import type { ChatView } from '../../core/chat/chat-view.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { ChatLines } from './ChatLines.tsx';
import styles from './ChatPanel.module.css';
import { Composer } from './Composer.tsx';
import { useChat } from './use-chat.ts';
import { t } from '../i18n/language.ts';

export interface ChatSound {
  readonly on: boolean;
  readonly change: (on: boolean) => void;
}

interface ChatPanelProps {
  readonly chat: ChatControls;
  readonly sound: ChatSound;
  /** None where the chat is all there is. */
  readonly onClose?: () => void;
  /** More buttons in its head. */
  readonly children?: ReactNode;
  /** Said while there is no chat. */
  readonly off?: string;
}

/** The room's chat: what was said, and where to write. It fills what it is put into, in whichever window that is. */
export default function ChatPanel({ chat, sound, onClose, children, off = t('chat.off') }: ChatPanelProps) {
  const view = useChat(chat);
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useFocus(panel, field);
  useEscape(panel, onClose);
  useSeen(chat, view.unread, panel);

  return (
    <section ref={panel} className={styles.panel} aria-label={t('chat.title')} data-testid="chat-panel">
      <header className={styles.header}>
        <h1 className={styles.title}>{t('chat.title')}</h1>
        <IconButton
          label={sound.on ? t('chat.soundOn') : t('chat.soundOff')}
          side="bottom"
          tip={onClose === undefined}
          aria-pressed={sound.on}
          icon={sound.on ? <Bell aria-hidden="true" /> : <BellOff aria-hidden="true" />}
          onClick={() => sound.change(!sound.on)}
          data-testid="chat-sound"
        />
        {children}
        {onClose && (
          <IconButton
            label={t('chat.close')}
            tip={false}
            icon={<X aria-hidden="true" />}
            onClick={onClose}
            data-testid="chat-close"
          />
        )}
      </header>
      <Notes view={view} off={off} />
      <ChatLines lines={view.lines} onAgain={chat.again} />
      <Composer ref={field} chat={chat} disabled={view.state === 'off'} />
    </section>
  );
}

/** What one should know before one writes. */
function Notes({ view, off }: { readonly view: ChatView; readonly off: string }) {
  const notes = [
    view.state === 'off' && off,
    view.state === 'away' && t('chat.away'),
    view.open && view.state !== 'off' && t('chat.open'),
    view.deaf > 0 && t('chat.deaf', { count: view.deaf }),
    view.lines.length === 0 && view.state !== 'off' && !view.open && t('chat.sealed'),
  ].filter((note) => typeof note === 'string');
  return (
    <output className={styles.notes} data-testid="chat-notes">
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
    </output>
  );
}

/** One may write at once; afterwards one is where one was. */
function useFocus(panel: RefObject<HTMLElement | null>, field: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const mine = panel.current;
    const before = mine?.ownerDocument.activeElement;
    field.current?.focus();
    return () => {
      if (mine?.contains(mine.ownerDocument.activeElement) && before instanceof HTMLElement) before.focus();
    };
  }, [panel, field]);
}

/** Escape closes, unless it ends what an input method composes. */
function useEscape(panel: RefObject<HTMLElement | null>, close: (() => void) | undefined): void {
  useEffect(() => {
    const mine = panel.current;
    if (!close || !mine) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.stopPropagation();
      close();
    };
    mine.addEventListener('keydown', onKey);
    return () => mine.removeEventListener('keydown', onKey);
  }, [panel, close]);
}

/** Whatever is shown in a window that is seen has been read. */
function useSeen(chat: ChatControls, unread: number, panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const page = panel.current?.ownerDocument;
    if (!page) return;
    const look = () => page.visibilityState === 'visible' && unread > 0 && chat.seen();
    look();
    page.addEventListener('visibilitychange', look);
    return () => page.removeEventListener('visibilitychange', look);
  }, [chat, unread, panel]);
}
