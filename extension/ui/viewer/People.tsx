import { lazy, Suspense } from 'react';
import { Users } from 'lucide-react';
import type { HostControls } from '../../bus/room-host.ts';
import type { PeerView, RoomView, Snapshot } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { HostSettings } from '../host/HostSettings.tsx';
import { PersonMenu } from '../host/PersonMenu.tsx';
import { t } from '../i18n/language.ts';
import { Avatar } from '../pieces/Avatar.tsx';
import { IconButton } from '../pieces/IconButton.tsx';
import { PanelButton } from '../pieces/PanelButton.tsx';
import styles from './People.module.css';

const LanguageChoice = lazy(() => import('../pieces/LanguageChoice.tsx'));
const Rename = lazy(() => import('./Rename.tsx'));

interface PeopleProps {
  readonly snapshot: Snapshot;
  readonly onRename: (name: string) => void;
  readonly controls: HostControls;
  readonly language: string;
  readonly onLanguage: (language: string) => void;
  /** I have ended the room. */
  readonly onEnded: () => void;
}

/** How many others are here, of how many the room takes; who they are; and my own name. */
export function People(props: PeopleProps) {
  const { snapshot, onRename, controls, language, onLanguage, onEnded } = props;
  const { peers, maxPeers, me, share, room } = snapshot;
  return (
    <PanelButton
      title={t('room.inThisRoom')}
      testId="people-list"
      button={
        <IconButton
          label={t('room.people', { count: `${peers.length}/${maxPeers}` })}
          icon={<Users aria-hidden="true" />}
          data-testid="people"
        >
          <span data-testid="people-count">{`${peers.length}/${maxPeers}`}</span>
        </IconButton>
      }
    >
      {() => (
        <>
          {me && (
            <Suspense fallback={<div className={styles.comingName} />}>
              <Rename key={me.name} me={me} sharing={share !== null} onRename={onRename} />
            </Suspense>
          )}
          <ul className={styles.list}>
            {peers.map((peer) => (
              <Person key={peer.id} peer={peer} room={room} controls={controls} />
            ))}
          </ul>
          {peers.length === 0 && <p className={styles.alone}>{t('room.alone')}</p>}
          {peers.length > 0 && <p className={styles.claim}>{t('host.nameClaim')}</p>}
          <Suspense fallback={<div className={styles.comingChoice} />}>
            <LanguageChoice language={language} onChange={onLanguage} />
          </Suspense>
          {room?.host && <HostSettings room={room} controls={controls} onEnded={onEnded} />}
        </>
      )}
    </PanelButton>
  );
}

interface PersonProps {
  readonly peer: PeerView;
  readonly room: RoomView | null;
  readonly controls: HostControls;
}

function Person({ peer, room, controls }: PersonProps) {
  return (
    <li className={styles.person}>
      <Avatar id={peer.id} name={peerName(peer)} />
      <bdi className={styles.name}>{peerName(peer)}</bdi>
      {peer.host && <span className={styles.host}>{t('peer.host')}</span>}
      {peer.sharing && <span className={styles.sharing}>{t('common.sharing')}</span>}
      {peer.link === 'failed' && <span className={styles.failed}>{t('room.noWay')}</span>}
      {room?.host && <PersonMenu peer={peer} room={room} controls={controls} />}
    </li>
  );
}
