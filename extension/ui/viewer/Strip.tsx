import type { ViewerControls } from '../../bus/room-host.ts';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';
import { LiveVideo } from './LiveVideo.tsx';
import { viewingOf, type Receive } from './receive.ts';
import styles from './Strip.module.css';
import type { Page } from './use-page.ts';

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
            <LiveVideo
              stream={controls.streamOf(peer.id)}
              label=""
              muted
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
            <LiveVideo stream={controls.streamOf(mine.id)} label={t('room.whatYouShare')} muted />
            <Caption text={t('peer.you')} />
          </div>
        </li>
      )}
    </ul>
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
