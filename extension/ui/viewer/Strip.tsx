import { lazy, Suspense, useRef } from 'react';
import type { ViewerControls } from '../../bus/room-host.ts';
import type { PeerView } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';
import { LiveVideo } from './LiveVideo.tsx';
import { viewingOf, type Receive } from './receive.ts';
import styles from './Strip.module.css';
import type { Page } from './use-page.ts';

const PointerLayer = lazy(() => import('../pointer/PointerLayer.tsx'));

interface StripProps {
  readonly page: Page;
  readonly controls: ViewerControls;
  readonly receive: Receive;
}

/** Small pictures: the sharers who are not large, and what I share myself. */
export function Strip({ page, controls, receive }: StripProps) {
  const { sharers, staged, snapshot, choose, onPicture } = page;
  const mine = snapshot.share && snapshot.me;
  const others = sharers.filter((peer) => peer !== staged);
  if (others.length === 0 && !mine) return null;
  return (
    <ul
      className={styles.strip}
      data-floating={others.length === 0 || undefined}
      aria-label={t('room.othersWhoShare')}
    >
      {others.map((peer) => (
        <li key={peer.id}>
          <button
            type="button"
            className={styles.tile}
            onClick={() => choose(peer.id)}
            aria-keyshortcuts={String(sharers.indexOf(peer) + 1)}
            data-testid={`tile-${peer.id}`}
          >
            <Tile
              page={page}
              controls={controls}
              sharer={peer}
              stream={controls.streamOf(peer.id)}
              label=""
              onPicture={onPicture}
              onTile={(tile) => controls.view(peer.id, viewingOf(receive, tile))}
            />
            <Caption number={sharers.indexOf(peer) + 1} text={peerName(peer)} />
            <span className="visually-hidden">{t('room.showLarge')}</span>
          </button>
        </li>
      ))}
      {mine && (
        <li>
          <div className={styles.tile} data-testid={`tile-${mine.id}`}>
            <Tile
              page={page}
              controls={controls}
              sharer={mine}
              stream={controls.streamOf(mine.id)}
              label={t('room.whatYouShare')}
            />
            <Caption text={t('peer.you')} />
          </div>
        </li>
      )}
    </ul>
  );
}

type TileProps = Pick<StripProps, 'page' | 'controls'> &
  Pick<Parameters<typeof LiveVideo>[0], 'stream' | 'label' | 'onPicture' | 'onTile'> & {
    readonly sharer: Pick<PeerView, 'id'>;
  };

/** A small picture, with whoever points at it. */
function Tile({ page, controls, sharer, ...picture }: TileProps) {
  const video = useRef<HTMLVideoElement>(null);
  const pointing = page.snapshot.peers.find(({ id }) => id === sharer.id)?.pointing;
  return (
    <>
      <LiveVideo ref={video} muted {...picture} />
      {picture.stream && (
        <Suspense>
          <PointerLayer
            feed={controls.pointersOn(sharer.id)}
            video={video}
            snapshot={page.snapshot}
            inPicture={pointing?.overlay ?? false}
            names={false}
            testId={`pointers-${sharer.id}`}
          />
        </Suspense>
      )}
    </>
  );
}

function Caption({ number, text }: { readonly number?: number; readonly text: string }) {
  return (
    <span className={styles.caption}>
      {number !== undefined && <kbd className={styles.key}>{number}</kbd>}
      <bdi className={styles.name}>{text}</bdi>
    </span>
  );
}
