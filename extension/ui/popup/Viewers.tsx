import { CircleDot } from 'lucide-react';
import type { HostControls } from '../../bus/room-host.ts';
import type { PeerView, RoomView } from '../../core/snapshot.ts';
import { healthOf } from '../../core/health.ts';
import { peerName } from '../format.ts';
import { PersonMenu } from '../host/PersonMenu.tsx';
import { t } from '../i18n/language.ts';
import { Avatar } from '../pieces/Avatar.tsx';
import { heldWords } from '../shown-words.ts';
import { SafetyCode } from '../pieces/SafetyCode.tsx';
import { healthWords } from '../numbers/words.ts';
import { reachWords } from '../words.ts';
import { Health } from './Health.tsx';
import styles from './Viewers.module.css';

interface ViewersProps {
  readonly peers: readonly PeerView[];
  readonly room: RoomView | null;
  readonly controls: HostControls;
}

/** What the picture is for one of them, how it does and how late it is there, and why it is no more. */
function Reach({ peer }: { readonly peer: PeerView }) {
  const health = healthOf(peer);
  const held = peer.rung ? heldWords(peer.rung) : '';
  return (
    <span className={styles.state}>
      <span className={styles.line}>{reachWords(peer)}</span>
      {health !== 'quiet' && (
        <span className={styles.line} data-testid={`health-${peer.id}`} data-health={health}>
          <Health health={health} /> {healthWords(health, peer.sending?.journey ?? null)}
        </span>
      )}
      {peer.rung && held !== '' && (
        <span className={styles.line} data-testid={`held-${peer.id}`} data-reason={peer.rung.reason}>
          {held}
        </span>
      )}
    </span>
  );
}

/** Who watches, and how the picture reaches each of them. */
export function Viewers({ peers, room, controls }: ViewersProps) {
  if (peers.length === 0) {
    return <p className={styles.nobody}>{t('popup.nobody')}</p>;
  }
  return (
    // Focusable, so that the keyboard scrolls a long list.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.list} tabIndex={0}>
      <ul aria-label={t('popup.watchers')}>
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
            {peer.recording && (
              <CircleDot
                className={styles.recording}
                aria-label={t('record.recording')}
                data-testid={`records-${peer.id}`}
              />
            )}
            <Reach peer={peer} />
            {room?.host && <PersonMenu peer={peer} room={room} controls={controls} />}
          </li>
        ))}
      </ul>
      {peers.some(({ code }) => code !== null) && <p className={styles.codeUse}>{t('safetyCode.use')}</p>}
    </div>
  );
}
