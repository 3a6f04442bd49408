import { X } from 'lucide-react';
import type { MediaStats, PeerView } from '../../core/snapshot.ts';
import { bitrateText, lossText, peerName, sizeText } from '../format.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { shownWords } from '../shown-words.ts';
import { SafetyCode } from '../pieces/SafetyCode.tsx';
import { PATH_WORDS, SAFETY_CODE_USE } from '../words.ts';
import styles from './StatsPanel.module.css';

interface StatsPanelProps {
  /** Who is large. */
  readonly peer: PeerView | null;
  readonly onClose: () => void;
}

/** Figures about the large picture, measured over the last second. */
export function StatsPanel({ peer, onClose }: StatsPanelProps) {
  const stats = peer?.receiving ?? null;
  return (
    <section className={styles.panel} aria-label="Figures about the picture" data-testid="stats">
      <header className={styles.header}>
        <h2 className={styles.title}>
          <bdi>{peer ? peerName(peer) : 'Nobody shares'}</bdi>
        </h2>
        <IconButton label="Close" icon={<X aria-hidden="true" />} side="bottom" onClick={onClose} />
      </header>
      <dl className={styles.figures}>
        {figures(stats).map(({ name, value }) => (
          <div key={name} className={styles.figure}>
            <dt>{name}</dt>
            <dd data-testid={`stats-${name.toLowerCase().replaceAll(' ', '-')}`}>{value}</dd>
          </div>
        ))}
      </dl>
      {peer?.shown && (
        <p className={styles.why} data-testid="stats-shown" data-reason={peer.shown.reason}>
          {shownWords(peer.shown)}
        </p>
      )}
      {peer?.code && (
        <div className={styles.code}>
          <SafetyCode code={peer.code} />
          <p className={styles.codeUse}>{SAFETY_CODE_USE}</p>
        </div>
      )}
    </section>
  );
}

const NONE = '–';

function figures(stats: MediaStats | null): { name: string; value: string }[] {
  const {
    width = 0,
    height = 0,
    fps = 0,
    kbps = 0,
    rttMs = null,
    loss = null,
    codec = '',
    path = null,
  } = stats ?? {};
  return [
    { name: 'Size', value: height > 0 ? sizeText(width, height) : NONE },
    { name: 'Frames', value: stats ? `${Math.round(fps)} fps` : NONE },
    { name: 'Rate', value: stats ? bitrateText(kbps) : NONE },
    { name: 'Round trip', value: rttMs === null ? NONE : `${Math.round(rttMs)} ms` },
    { name: 'Loss', value: loss === null ? NONE : lossText(loss) },
    { name: 'Path', value: path === null ? NONE : PATH_WORDS[path] },
    { name: 'Codec', value: codec || NONE },
    { name: 'Sound', value: stats?.audio ? 'Yes' : 'No' },
  ];
}
