import type { PeerView } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { Avatar } from '../pieces/Avatar.tsx';
import { reachWords } from '../words.ts';
import styles from './Viewers.module.css';

/** Who watches, and how the picture reaches each of them. */
export function Viewers({ peers }: { readonly peers: readonly PeerView[] }) {
  if (peers.length === 0) {
    return <p className={styles.nobody}>Nobody is watching yet.</p>;
  }
  return (
    // Focusable, so that the keyboard scrolls a long list.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className={styles.list} aria-label="Watching" tabIndex={0}>
      {peers.map((peer) => (
        <li key={peer.id} className={styles.viewer} data-testid={`viewer-${peer.id}`} data-link={peer.link}>
          <Avatar id={peer.id} name={peerName(peer)} />
          <bdi className={styles.name}>{peerName(peer)}</bdi>
          <span className={styles.state}>{reachWords(peer)}</span>
        </li>
      ))}
    </ul>
  );
}
