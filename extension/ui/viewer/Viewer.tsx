import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { t } from '../i18n/language.ts';
import { useRecorder } from '../recording/use-recorder.ts';
import { useShelf } from '../recording/use-shelf.ts';
import { useToast } from '../pieces/Toaster.tsx';
import { ControlBar } from './ControlBar.tsx';
import { RECEIVE_ALL, viewingOf, type Receive } from './receive.ts';
import { Stage } from './Stage.tsx';
import { StateCard } from './StateCard.tsx';
import { Strip } from './Strip.tsx';
import { TopBar } from './TopBar.tsx';
import { useDisplay } from './use-display.ts';
import { useAutoHide } from './use-auto-hide.ts';
import { useChatSide } from './use-chat-side.ts';
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
const ChatSide = lazy(() => import('./ChatSide.tsx'));
const KeysSheet = lazy(() => import('./KeysSheet.tsx'));
const StatsPanel = lazy(() => import('./StatsPanel.tsx'));

/** The first picture is still on its way: whatever can wait does. */
const UNDERWAY: ReadonlySet<string> = new Set(['connecting', 'getting']);

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
  const { recording, share, me } = page.snapshot;
  const shelf = useShelf(controls.recordings, watching || !UNDERWAY.has(page.state.kind), recording !== null);
  const subject = watching ? page.staged : share && me;
  const recorder = useRecorder(controls, recording, subject?.id ?? null, shelf);
  const visible = useAutoHide(bar, watching);
  const chat = useChatSide(props);
  const copyLink = useCopyLink(page.snapshot.room?.link);
  const onReceive = (patch: Partial<Receive>) => setReceive({ ...receive, ...patch });
  /** What the small window has as well. */
  const small = { page, sound, pointer, receive, onReceive };
  const openKeys = () => setPanel({ ...panel, keys: true });
  const toggleStats = () => setPanel({ ...panel, stats: !panel.stats });

  useStageToast(page);
  useDisplay(picture.video, page, controls);
  useDarkPage(watching || page.state.kind === 'paused');
  useHeldKey('p', pointer.release);
  useKeys(
    viewerKeys(panel.keysWork, {
      fullscreen: fullscreen.toggle,
      mute: sound.toggle,
      stats: toggleStats,
      copyLink,
      chat: chat.toggle,
      keys: openKeys,
      picture,
      record: recorder.toggle,
      point: pointer.press,
      choose: (index) => page.choose(page.sharers[index]?.id),
    }),
  );

  return (
    <>
      <main
        className={styles.viewer}
        data-state={page.state.kind}
        data-idle={!visible || undefined}
        data-chat={chat.open || undefined}
      >
        <Stage
          {...{ picture, pointer, page, sound, visible }}
          onTile={(tile) =>
            page.staged && controls.view(page.staged.id, viewingOf(receive, picture.tile(tile)))
          }
          onDoubleClick={fullscreen.toggle}
        />
        <Strip page={page} controls={controls} receive={receive} />
        {!watching && <StateCard page={page} {...props} copyLink={copyLink} />}
        <TopBar {...{ page, visible, controls, recorder, shelf }} onRetry={page.retry} />
        {panel.stats && (
          <Suspense>
            <StatsPanel snapshot={page.snapshot} source={controls} peer={page.staged} onClose={toggleStats} />
          </Suspense>
        )}
        <ControlBar
          {...props}
          {...small}
          {...{ picture, recorder, fullscreen, visible, copyLink, chat }}
          ref={bar}
          statsOpen={panel.stats}
          onStats={toggleStats}
          onKeys={openKeys}
        />
        {picture.pip.window && (
          <Suspense>
            <PipWindow {...props} {...small} window={picture.pip.window} onClose={picture.pip.toggle} />
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
      {chat.open && (
        <Suspense>
          <ChatSide chat={controls.chat} sound={props.chatSound} onClose={chat.toggle} />
        </Suspense>
      )}
    </>
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
