import { useEffect, useRef, useState } from 'react';
import { Volume2 } from 'lucide-react';
import { Button } from '../pieces/Button.tsx';
import { useToast } from '../pieces/Toaster.tsx';
import { ControlBar } from './ControlBar.tsx';
import { KeysSheet } from './KeysSheet.tsx';
import { LiveVideo } from './LiveVideo.tsx';
import { StateCard } from './StateCard.tsx';
import { StatsPanel } from './StatsPanel.tsx';
import { Strip } from './Strip.tsx';
import { TopBar } from './TopBar.tsx';
import { useAutoHide } from './use-auto-hide.ts';
import { useFullscreen } from './use-fullscreen.ts';
import { useKeys } from './use-keys.ts';
import { usePage } from './use-page.ts';
import { useSound } from './use-sound.ts';
import { useStageToast } from './use-stage-toast.ts';
import { viewerKeys } from './viewer-keys.ts';
import styles from './Viewer.module.css';
import type { ViewerProps } from './ViewerApp.tsx';

/** Lays the viewer out: picture, small pictures, bars, and a card where there is no picture. */
export function Viewer(props: ViewerProps) {
  const { controls } = props;
  const page = usePage(controls);
  const sound = useSound();
  const fullscreen = useFullscreen();
  const [panel, setPanel] = useState({ stats: false, keys: false, keysWork: true });
  const bar = useRef<HTMLElement>(null);
  const watching = page.state.kind === 'watching';
  const visible = useAutoHide(bar, watching);
  const copyLink = useCopyLink(page.snapshot.room?.link);
  const toggleStats = () => setPanel({ ...panel, stats: !panel.stats });

  useStageToast(page);
  useDarkPage(watching);
  useKeys(
    viewerKeys(panel.keysWork, {
      fullscreen: fullscreen.toggle,
      mute: sound.toggle,
      stats: toggleStats,
      copyLink,
      keys: () => setPanel({ ...panel, keys: true }),
      choose: (index) => page.choose(page.sharers[index]?.id),
    }),
  );

  return (
    <main className={styles.viewer} data-state={page.state.kind} data-idle={!visible || undefined}>
      <div className={styles.stage} onDoubleClick={fullscreen.toggle}>
        {page.stream && (
          <LiveVideo
            stream={page.stream}
            label="Shared picture"
            muted={sound.muted}
            volume={sound.volume}
            testId="stage"
            onSoundRefused={sound.refuse}
            onPicture={page.onPicture}
          />
        )}
        {watching && sound.refused && hasSound(page.stream) && (
          <div className={styles.soundOn}>
            <Button look="primary" size="l" icon={<Volume2 />} onClick={sound.toggle} data-testid="sound-on">
              Click for sound
            </Button>
          </div>
        )}
      </div>
      <Strip page={page} controls={controls} />
      {!watching && <StateCard page={page} {...props} copyLink={copyLink} />}
      <TopBar page={page} visible={visible} onRetry={page.retry} />
      {panel.stats && <StatsPanel peer={page.staged} onClose={toggleStats} />}
      <ControlBar
        {...props}
        ref={bar}
        page={page}
        sound={sound}
        fullscreen={fullscreen}
        visible={visible}
        statsOpen={panel.stats}
        onStats={toggleStats}
        onKeys={() => setPanel({ ...panel, keys: true })}
        copyLink={copyLink}
      />
      <KeysSheet
        open={panel.keys}
        onOpenChange={(keys) => setPanel({ ...panel, keys })}
        work={panel.keysWork}
        onWork={(keysWork) => setPanel({ ...panel, keysWork })}
      />
    </main>
  );
}

/** A browser refuses a silent stream too: there is no sound to offer then. */
function hasSound(stream: MediaStream | null): boolean {
  return stream !== null && stream.getAudioTracks().length > 0;
}

/** Copies the room's link and says how that went. */
function useCopyLink(link: string | undefined): () => void {
  const toast = useToast();
  return () => {
    if (!link) return;
    navigator.clipboard.writeText(link).then(
      () => toast('Link copied: send it to whoever should watch'),
      () => toast('The browser doesn’t let Porthole copy the link'),
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
