import type { HostControls } from '../../bus/room-host.ts';
import type { PeerView, RoomView } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { PersonMenu } from '../host/PersonMenu.tsx';
import { t } from '../i18n/language.ts';
import { Avatar } from '../pieces/Avatar.tsx';
import { heldWords } from '../shown-words.ts';
import { SafetyCode } from '../pieces/SafetyCode.tsx';
import { reachWords } from '../words.ts';
import styles from './Viewers.module.css';

interface ViewersProps {
  readonly peers: readonly PeerView[];
  readonly room: RoomView | null;
  readonly controls: HostControls;
}

/** Who watches, and how the picture reaches each of them. */
export function Viewers({ peers, room, controls }: ViewersProps) {
  if (peers.length === 0) {
    return <p className={styles.nobody}>{t('popup.nobody')}</p>;
  }
  return (
    <>
      {/* Focusable, so that the keyboard scrolls a long list. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={styles.list} aria-label={t('popup.watchers')} tabIndex={0}>
        {peers.map((peer) => (
          <li key={peer.id} className={styles.viewer} data-testid={`viewer-${peer.id}`} data-link={peer.link}>
            <Avatar id={peer.id} name={peerName(peer)} />
            <div className={styles.who}>
              <bdi className={styles.name}>{peerName(peer)}</bdi>
              {peer.code && <SafetyCode code={peer.code} />}
            </div>
            {peer.points && (
              <span className={styles.state} data-testid={`points-${peer.id}`}>
                {t('pointer.points')}
              </span>
            )}
            {peer.host && <span className={styles.state}>{t('peer.host')}</span>}
            <span className={styles.state}>
              {reachWords(peer)}
              {peer.rung && heldWords(peer.rung) !== '' && (
                <span className={styles.held} data-testid={`held-${peer.id}`} data-reason={peer.rung.reason}>
                  {heldWords(peer.rung)}
                </span>
              )}
            </span>
            {room?.host && <PersonMenu peer={peer} room={room} controls={controls} />}
          </li>
        ))}
      </ul>
      {peers.some(({ code }) => code !== null) && <p className={styles.codeUse}>{t('safetyCode.use')}</p>}
    </>
  );
}
