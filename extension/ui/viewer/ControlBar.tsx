import { lazy, Suspense, type Ref } from 'react';
import { ChartNoAxesColumn, CircleQuestionMark, Copy, LogOut, Maximize, Minimize } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import styles from './ControlBar.module.css';
import { People } from './People.tsx';
import { Privacy } from './Privacy.tsx';
import type { Receive } from './receive.ts';
import { ReceiveButton } from './ReceiveButton.tsx';
import { ShareControls } from './ShareControls.tsx';
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
  readonly fullscreen: ReturnType<typeof useFullscreen>;
  readonly visible: boolean;
  readonly statsOpen: boolean;
  readonly onStats: () => void;
  readonly onKeys: () => void;
  readonly copyLink: () => void;
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
      {page.state.kind === 'watching' && <PictureButton picture={props.picture} />}
      <ShareControls {...props} share={page.snapshot.share} />
      <People
        snapshot={page.snapshot}
        onRename={(name) => props.controls.rename(name)}
        controls={props.controls}
        language={props.language}
        onLanguage={props.onLanguage}
        onEnded={page.leave}
      />
      <IconButton
        label={t('common.copyLink')}
        shortcut="C"
        icon={<Copy aria-hidden="true" />}
        onClick={copyLink}
        data-testid="copy-link"
      />
      {shows && <ReceiveButton receive={props.receive} onReceive={props.onReceive} />}
      {shows && (
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
