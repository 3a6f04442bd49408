import { useEffect, useRef, type RefObject } from 'react';
import type { PointerFeed } from '../../core/pointer/feed.ts';
import type { PeerView, Snapshot } from '../../core/snapshot.ts';
import { t } from '../i18n/language.ts';
import { followPointers, type PointerCanvas } from './canvas.ts';
import { pictureBox } from './picture-box.ts';
import styles from './PointerLayer.module.css';
import { pointerLabel } from './words.ts';

interface PointerLayerProps {
  /** The pointers on this picture. */
  readonly feed: PointerFeed;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly snapshot: Snapshot;
  /** The sharer draws them into the picture itself: here only my own is shown at once. */
  readonly inPicture: boolean;
  /** A small picture has no room for names. */
  readonly names?: boolean;
  readonly testId?: string;
}

/** All pointers on a picture, over it. */
export default function PointerLayer(props: PointerLayerProps) {
  const { feed, video, testId } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const current = useRef(props);
  useEffect(() => {
    current.current = props;
  });
  useEffect(() => {
    if (!canvas.current) return;
    return followPointers({
      canvas: canvas.current,
      feed,
      box: () => video.current && pictureBox(video.current),
      look: () => lookOf(current.current, canvas.current?.ownerDocument.defaultView ?? window),
    });
  }, [feed, video]);
  return <canvas ref={canvas} className={styles.layer} aria-hidden="true" data-testid={testId} />;
}

function lookOf(
  { snapshot, inPicture, names = true }: PointerLayerProps,
  view: Window,
): ReturnType<PointerCanvas['look']> {
  const me = snapshot.me?.id ?? null;
  const label = (peer: PeerView) => (names ? pointerLabel(peer) : '');
  return {
    labelOf(id) {
      if (id === me) return names && !inPicture ? t('peer.you') : '';
      const peer = snapshot.peers.find((member) => member.id === id);
      return peer && !inPicture ? label(peer) : null;
    },
    spotOnly: inPicture ? me : null,
    still: view.matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}
