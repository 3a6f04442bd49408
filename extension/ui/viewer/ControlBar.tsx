import { lazy, Suspense, type Ref } from 'react';
import { ChartNoAxesColumn, CircleQuestionMark, Copy, LogOut, Maximize, Minimize } from 'lucide-react';
import { ChatButton } from '../chat/ChatButton.tsx';
import { t } from '../i18n/language.ts';
import { PointerButton } from '../pointer/PointerButton.tsx';
import type { PointerTool } from '../pointer/use-pointer.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import styles from './ControlBar.module.css';
import { RecordButton } from '../recording/RecordButton.tsx';
import type { Recorder } from '../recording/use-recorder.ts';
import { People } from './People.tsx';
import { Privacy } from './Privacy.tsx';
import type { Receive } from './receive.ts';
import { ReceiveButton } from './ReceiveButton.tsx';
import { ShareControls } from './ShareControls.tsx';
import type { ChatSide } from './use-chat-side.ts';
import type { useFullscreen } from './use-fullscreen.ts';
import { PictureButton } from './PictureButton.tsx';
import type { Page } from './use-page.ts';
import type { Picture } from './use-picture.ts';
import type { Sound } from './use-sound.ts';
import type { ViewerProps } from './ViewerApp.tsx';

/** Needed as soon as there is a picture, and not sooner. */
const Volume = lazy(() => import('./Volume.tsx'));

interface ControlBarProps extends ViewerProps {
  readonly ref: Ref<HTMLElement>;
  readonly page: Page;
  readonly sound: Sound;
  readonly receive: Receive;
  readonly onReceive: (patch: Partial<Receive>) => void;
  readonly picture: Picture;
  readonly recorder: Recorder;
  readonly pointer: PointerTool;
  readonly fullscreen: ReturnType<typeof useFullscreen>;
  readonly visible: boolean;
  readonly statsOpen: boolean;
  readonly onStats: () => void;
  readonly onKeys: () => void;
  readonly copyLink: () => void;
  readonly chat: ChatSide;
}

/** Everything that one can do in a room, in one bar. */
export function ControlBar(props: ControlBarProps) {
  const { ref, page, sound, fullscreen, visible, statsOpen, onStats, onKeys, copyLink } = props;
  const inRoom = page.snapshot.phase === 'joined' || page.snapshot.phase === 'reconnecting';
  const shows = page.staged !== null;
  if (!inRoom && !shows) return null;
  return (
    <nav ref={ref} className={styles.bar} data-hidden={!visible || undefined} aria-label={t('room.controls')}>
      {shows && (
        <Suspense>
          <Volume sound={sound} />
        </Suspense>
      )}
      {page.state.kind === 'watching' && <PointerButton tool={props.pointer} />}
      {page.state.kind === 'watching' && <PictureButton picture={props.picture} />}
      <RecordButton recorder={props.recorder} />
      <ShareControls {...props} share={page.snapshot.share} />
      <People
        snapshot={page.snapshot}
        onRename={(name) => props.controls.rename(name)}
        controls={props.controls}
        language={props.language}
        onLanguage={props.onLanguage}
        onEnded={page.leave}
      />
      {props.chat.possible && (
        <ChatButton
          unread={props.chat.unread}
          open={props.chat.open}
          onClick={props.chat.toggle}
          shortcut="T"
        />
      )}
      <IconButton
        label={t('common.copyLink')}
        shortcut="C"
        icon={<Copy aria-hidden="true" />}
        onClick={copyLink}
        data-testid="copy-link"
      />
      {shows && <ReceiveButton receive={props.receive} onReceive={props.onReceive} />}
      {(shows || page.snapshot.share) && (
        <IconButton
          label={t('room.figures')}
          shortcut="S"
          icon={<ChartNoAxesColumn aria-hidden="true" />}
          aria-pressed={statsOpen}
          onClick={onStats}
          data-testid="stats-toggle"
        />
      )}
      <Privacy {...props} />
      <span className={styles.wideOnly}>
        <IconButton
          label={t('room.keys')}
          shortcut="?"
          icon={<CircleQuestionMark aria-hidden="true" />}
          onClick={onKeys}
          data-testid="keys"
        />
      </span>
      <IconButton
        label={fullscreen.on ? t('room.leaveFullScreen') : t('room.fullScreen')}
        shortcut="F"
        icon={fullscreen.on ? <Minimize aria-hidden="true" /> : <Maximize aria-hidden="true" />}
        onClick={fullscreen.toggle}
        data-testid="fullscreen"
      />
      <IconButton
        label={t('room.leave')}
        icon={<LogOut aria-hidden="true" />}
        onClick={page.leave}
        data-testid="leave"
      />
    </nav>
  );
}
