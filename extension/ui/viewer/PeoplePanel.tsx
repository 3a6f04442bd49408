import type { HostControls } from '../../bus/room-host.ts';
import type { PeerView, RoomView } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { HostSettings } from '../host/HostSettings.tsx';
import { PersonMenu } from '../host/PersonMenu.tsx';
import { t } from '../i18n/language.ts';
import { Avatar } from '../pieces/Avatar.tsx';
import LanguageChoice from '../pieces/LanguageChoice.tsx';
import type { PeopleProps } from './People.tsx';
import styles from './PeoplePanel.module.css';
import Rename from './Rename.tsx';

/** Who is here, my own name and language, and what the host decides. */
export default function PeoplePanel(props: PeopleProps) {
  const { snapshot, onRename, controls, language, onLanguage, onEnded } = props;
  const { peers, me, share, room } = snapshot;
  return (
    <>
      {me && <Rename key={me.name} me={me} sharing={share !== null} onRename={onRename} />}
      <ul className={styles.list}>
        {peers.map((peer) => (
          <Person key={peer.id} peer={peer} room={room} controls={controls} />
        ))}
      </ul>
      {peers.length === 0 && <p className={styles.alone}>{t('room.alone')}</p>}
      {peers.length > 0 && <p className={styles.claim}>{t('host.nameClaim')}</p>}
      <LanguageChoice language={language} onChange={onLanguage} />
      {room?.host && <HostSettings room={room} controls={controls} onEnded={onEnded} />}
    </>
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
      {peer.recording && <span className={styles.recording}>{t('record.recording')}</span>}
      {peer.sharing && <span className={styles.sharing}>{t('common.sharing')}</span>}
      {peer.link === 'failed' && <span className={styles.failed}>{t('room.noWay')}</span>}
      {room?.host && <PersonMenu peer={peer} room={room} controls={controls} />}
    </li>
  );
}
