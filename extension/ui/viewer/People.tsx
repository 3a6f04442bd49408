import { Popover } from '@base-ui/react/popover';
import { Users } from 'lucide-react';
import type { PeerView, Snapshot } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { Avatar } from '../pieces/Avatar.tsx';
import { IconButton } from '../pieces/IconButton.tsx';
import panel from '../pieces/Panel.module.css';
import styles from './People.module.css';
import { Rename } from './Rename.tsx';

interface PeopleProps {
  readonly snapshot: Snapshot;
  readonly onRename: (name: string) => void;
}

/** How many others are here, of how many the room takes; who they are; and my own name. */
export function People({ snapshot, onRename }: PeopleProps) {
  const { peers, maxPeers, me, share } = snapshot;
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <IconButton
            label={`People besides you: ${peers.length}/${maxPeers}`}
            icon={<Users aria-hidden="true" />}
            data-testid="people"
          >
            <span data-testid="people-count">{`${peers.length}/${maxPeers}`}</span>
          </IconButton>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={panel.positioner} side="top" sideOffset={12} collisionPadding={8}>
          <Popover.Popup className={panel.panel} data-testid="people-list">
            <Popover.Title className={panel.title}>In this room</Popover.Title>
            {me && <Rename key={me.name} me={me} sharing={share !== null} onRename={onRename} />}
            <ul className={styles.list}>
              {peers.map((peer) => (
                <Person key={peer.id} peer={peer} />
              ))}
            </ul>
            {peers.length === 0 && <p className={styles.alone}>Nobody else is here.</p>}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Person({ peer }: { readonly peer: PeerView }) {
  return (
    <li className={styles.person}>
      <Avatar id={peer.id} name={peerName(peer)} />
      <bdi className={styles.name}>{peerName(peer)}</bdi>
      {peer.sharing && <span className={styles.sharing}>Sharing</span>}
      {peer.link === 'failed' && <span className={styles.failed}>No direct way</span>}
    </li>
  );
}
