import { useEffect, useRef, type RefObject } from 'react';
import type { Size } from '../../core/encoding.ts';
import type { Place } from '../../core/zoom.ts';
import { useTile } from './use-tile.ts';
import styles from './LiveVideo.module.css';

interface LiveVideoProps {
  readonly ref?: RefObject<HTMLVideoElement | null>;
  readonly stream: MediaStream | null;
  readonly label: string;
  /** Sound is off. A small picture has none in any case. */
  readonly muted: boolean;
  /** 0–1 */
  readonly volume?: number;
  /** Where in its parent it lies; null = as large as fits. */
  readonly place?: Place | null;
  readonly testId?: string;
  /** The browser wants a click before it plays sound. */
  readonly onSoundRefused?: () => void;
  /** The stream's first frame is there. */
  readonly onPicture?: (stream: MediaStream) => void;
  /** The place of the picture on the page, in device px. */
  readonly onTile?: (tile: Size) => void;
}

/** Plays a live stream. Nothing is buffered and nothing can be sought, so it has no controls of its own. */
export function LiveVideo(props: LiveVideoProps) {
  const { stream, label, muted, volume = 1, place, testId, onSoundRefused, onPicture, onTile } = props;
  const own = useRef<HTMLVideoElement>(null);
  const ref = props.ref ?? own;
  const tile = useTile(ref);

  useEffect(() => {
    if (tile) onTile?.(tile);
  }, [tile, onTile]);

  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.srcObject = stream;
    return () => {
      video.srcObject = null;
    };
  }, [ref, stream]);

  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.volume = volume;
    video.muted = muted;
    if (!stream) return;
    video.play().catch((error: unknown) => {
      if (!muted && error instanceof DOMException && error.name === 'NotAllowedError') onSoundRefused?.();
    });
    // oxlint-disable-next-line react/exhaustive-deps -- a new callback is no reason to play again
  }, [stream, muted, volume]);

  return (
    // A live picture of someone's screen: there is nothing to take captions from.
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    <video
      ref={ref}
      className={styles.video}
      style={place ? placed(place) : undefined}
      aria-label={label}
      data-testid={testId}
      playsInline
      onLoadedData={() => stream && onPicture?.(stream)}
    />
  );
}

function placed({ x, y, width, height }: Place) {
  return { position: 'absolute', left: x, top: y, width, height, objectFit: 'fill' } as const;
}
