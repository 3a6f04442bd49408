import { X } from 'lucide-react';
import type { MediaStats, PeerView } from '../../core/snapshot.ts';
import { bitrateText, fpsText, lossText, msText, peerName, sizeText } from '../format.ts';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { shownWords } from '../shown-words.ts';
import { SafetyCode } from '../pieces/SafetyCode.tsx';
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
    <section className={styles.panel} aria-label={t('room.figuresLong')} data-testid="stats">
      <header className={styles.header}>
        <h2 className={styles.title}>
          <bdi>{peer ? peerName(peer) : t('stats.nobody')}</bdi>
        </h2>
        <IconButton
          label={t('common.close')}
          icon={<X aria-hidden="true" />}
          side="bottom"
          onClick={onClose}
        />
      </header>
      <dl className={styles.figures}>
        {figures(stats).map(({ id, name, value }) => (
          <div key={id} className={styles.figure}>
            <dt>{name}</dt>
            <dd data-testid={`stats-${id}`}>{value}</dd>
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
          <p className={styles.codeUse}>{t('safetyCode.use')}</p>
        </div>
      )}
    </section>
  );
}

const NONE = '–';

function figures(stats: MediaStats | null): { id: string; name: string; value: string }[] {
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
    { id: 'size', name: t('stats.size'), value: height > 0 ? sizeText(width, height) : NONE },
    { id: 'frames', name: t('common.frames'), value: stats ? fpsText(fps) : NONE },
    { id: 'rate', name: t('stats.rate'), value: stats ? bitrateText(kbps) : NONE },
    { id: 'round-trip', name: t('stats.roundTrip'), value: rttMs === null ? NONE : msText(rttMs) },
    { id: 'loss', name: t('stats.loss'), value: loss === null ? NONE : lossText(loss) },
    { id: 'path', name: t('stats.path'), value: path === null ? NONE : t(`path.${path}`) },
    { id: 'codec', name: t('stats.codec'), value: codec || NONE },
    { id: 'sound', name: t('common.sound'), value: stats?.audio ? t('stats.yes') : t('stats.no') },
  ];
}
