import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { t } from '../i18n/language.ts';
import { useToast } from '../pieces/Toaster.tsx';
import { ControlBar } from './ControlBar.tsx';
import { RECEIVE_ALL, viewingOf, type Receive } from './receive.ts';
import { Stage } from './Stage.tsx';
import { StateCard } from './StateCard.tsx';
import { StatsPanel } from './StatsPanel.tsx';
import { Strip } from './Strip.tsx';
import { TopBar } from './TopBar.tsx';
import { useAutoHide } from './use-auto-hide.ts';
import { useFullscreen } from './use-fullscreen.ts';
import { useHeldKey, useKeys } from './use-keys.ts';
import { usePage } from './use-page.ts';
import { useSound } from './use-sound.ts';
import { useStageToast } from './use-stage-toast.ts';
import { usePointer } from '../pointer/use-pointer.ts';
import { viewerKeys } from './viewer-keys.ts';
import { usePicture } from './use-picture.ts';
import styles from './Viewer.module.css';
import type { ViewerProps } from './ViewerApp.tsx';

const PipWindow = lazy(() => import('./PipWindow.tsx'));
const KeysSheet = lazy(() => import('./KeysSheet.tsx'));

/** Lays the viewer out: picture, small pictures, bars, and a card where there is no picture. */
export function Viewer(props: ViewerProps) {
  const { controls } = props;
  const page = usePage(controls);
  const sound = useSound(page.staged?.id ?? null);
  const fullscreen = useFullscreen();
  const [panel, setPanel] = useState({ stats: false, keys: false, keysWork: true });
  const [receive, setReceive] = useState(RECEIVE_ALL);
  const bar = useRef<HTMLElement>(null);
  const picture = usePicture(page);
  const pointer = usePointer(page, controls);
  const watching = page.state.kind === 'watching';
  const visible = useAutoHide(bar, watching);
  const copyLink = useCopyLink(page.snapshot.room?.link);
  const onReceive = (patch: Partial<Receive>) => setReceive({ ...receive, ...patch });
  const toggleStats = () => setPanel({ ...panel, stats: !panel.stats });

  useStageToast(page);
  useDarkPage(watching);
  useHeldKey('p', pointer.release);
  useKeys(
    viewerKeys(panel.keysWork, {
      fullscreen: fullscreen.toggle,
      mute: sound.toggle,
      stats: toggleStats,
      copyLink,
      keys: () => setPanel({ ...panel, keys: true }),
      picture,
      point: pointer.press,
      choose: (index) => page.choose(page.sharers[index]?.id),
    }),
  );

  return (
    <main className={styles.viewer} data-state={page.state.kind} data-idle={!visible || undefined}>
      <Stage
        picture={picture}
        pointer={pointer}
        page={page}
        sound={sound}
        visible={visible}
        onTile={(tile) =>
          page.staged && controls.view(page.staged.id, viewingOf(receive, picture.tile(tile)))
        }
        onDoubleClick={fullscreen.toggle}
      />
      <Strip page={page} controls={controls} receive={receive} />
      {!watching && <StateCard page={page} {...props} copyLink={copyLink} />}
      <TopBar page={page} visible={visible} onRetry={page.retry} controls={controls} />
      {panel.stats && <StatsPanel peer={page.staged} onClose={toggleStats} />}
      <ControlBar
        {...props}
        ref={bar}
        page={page}
        sound={sound}
        receive={receive}
        onReceive={onReceive}
        picture={picture}
        pointer={pointer}
        fullscreen={fullscreen}
        visible={visible}
        statsOpen={panel.stats}
        onStats={toggleStats}
        onKeys={() => setPanel({ ...panel, keys: true })}
        copyLink={copyLink}
      />
      {picture.pip.window && (
        <Suspense>
          <PipWindow
            window={picture.pip.window}
            page={page}
            sound={sound}
            pointer={pointer}
            receive={receive}
            onReceive={onReceive}
            onClose={picture.pip.toggle}
          />
        </Suspense>
      )}
      {panel.keys && (
        <Suspense>
          <KeysSheet
            open
            onOpenChange={(keys) => setPanel({ ...panel, keys })}
            work={panel.keysWork}
            onWork={(keysWork) => setPanel({ ...panel, keysWork })}
          />
        </Suspense>
      )}
    </main>
  );
}

/** Copies the room's link and says how that went. */
function useCopyLink(link: string | undefined): () => void {
  const toast = useToast();
  return () => {
    if (!link) return;
    navigator.clipboard.writeText(link).then(
      () => toast(t('room.linkCopied')),
      () => toast(t('room.linkRefused')),
    );
  };
}

/** Around a picture everything is dark, whatever the system prefers, popups included. */
function useDarkPage(dark: boolean): void {
  useEffect(() => {
    if (!dark) return;
    document.documentElement.dataset['theme'] = 'dark';
    return () => {
      delete document.documentElement.dataset['theme'];
    };
  }, [dark]);
}
