import { lazy, Suspense, type MouseEvent } from 'react';
import { Volume2 } from 'lucide-react';
import type { Size } from '../../core/encoding.ts';
import { t } from '../i18n/language.ts';
import type { PointerTool } from '../pointer/use-pointer.ts';
import { Button } from '../pieces/Button.tsx';
import { LiveVideo } from './LiveVideo.tsx';
import styles from './Stage.module.css';
import type { Page } from './use-page.ts';
import type { Picture } from './use-picture.ts';
import type { Sound } from './use-sound.ts';
import { useZoomGestures } from './use-zoom-gestures.ts';
import { ZoomPill } from './ZoomPill.tsx';

/** Comes with the first picture. */
const PointerStage = lazy(() => import('../pointer/PointerStage.tsx'));

interface StageProps {
  readonly picture: Picture;
  readonly pointer: PointerTool;
  readonly page: Page;
  readonly sound: Sound;
  /** The controls are. */
  readonly visible: boolean;
  /** How large it is shown, whenever that changes. */
  readonly onTile: (tile: Size) => void;
  readonly onDoubleClick: () => void;
}

/** The large picture, which can be zoomed and moved; and the click that the browser may want before it plays sound. */
export function Stage({ picture, pointer, page, sound, visible, onTile, onDoubleClick }: StageProps) {
  const { stream, onPicture } = page;
  const { stage, video, zoom } = picture;
  useZoomGestures(stage, zoom, !pointer.on);
  const watching = page.state.kind === 'watching';
  const doubleClick = ({ target }: MouseEvent) => {
    // Two quick steps of a button are no double click on the picture.
    if (pointer.on) return;
    if (target instanceof Element && !target.closest('section, button')) onDoubleClick();
  };
  return (
    <div
      ref={stage}
      className={styles.stage}
      data-cut={zoom.cut || undefined}
      data-pointing={pointer.on || undefined}
      onDoubleClick={doubleClick}
    >
      {stream && (
        <LiveVideo
          ref={video}
          stream={stream}
          label={t('room.sharedPicture')}
          muted={sound.muted}
          volume={sound.volume}
          place={zoom.place}
          testId="stage"
          onSoundRefused={sound.refuse}
          onPicture={onPicture}
          onTile={onTile}
        />
      )}
      {watching && (
        <Suspense>
          <PointerStage
            tool={pointer}
            surface={stage}
            video={video}
            snapshot={page.snapshot}
            testId="pointers"
          />
        </Suspense>
      )}
      {watching && <ZoomPill zoom={zoom} visible={visible} />}
      {watching && sound.refused && hasSound(stream) && (
        <div className={styles.soundOn}>
          <Button look="primary" icon={<Volume2 />} onClick={sound.toggle} data-testid="sound-on">
            {t('room.clickForSound')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A browser refuses a silent stream too: there is no sound to offer then. */
function hasSound(stream: MediaStream | null): boolean {
  return stream !== null && stream.getAudioTracks().length > 0;
}
