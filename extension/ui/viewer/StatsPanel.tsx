import { X } from 'lucide-react';
import type { HistorySource } from '../../bus/room-host.ts';
import type { PeerView, Snapshot } from '../../core/snapshot.ts';
import { Numbers } from '../numbers/Numbers.tsx';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { SafetyCode } from '../pieces/SafetyCode.tsx';
import styles from './StatsPanel.module.css';

interface StatsPanelProps {
  readonly snapshot: Snapshot;
  readonly source: HistorySource;
  /** Who is large. */
  readonly peer: PeerView | null;
  readonly onClose: () => void;
}

/** What is measured of the pictures that come and go, beside the large one. */
export default function StatsPanel({ snapshot, source, peer, onClose }: StatsPanelProps) {
  return (
    <section className={styles.panel} aria-label={t('numbers.title')} data-testid="stats">
      <header className={styles.header}>
        <h2 className={styles.title}>{t('numbers.title')}</h2>
        <IconButton
          label={t('common.close')}
          icon={<X aria-hidden="true" />}
          side="bottom"
          onClick={onClose}
        />
      </header>
      {/* Focusable, so that the keyboard scrolls it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.body} tabIndex={0}>
        <Numbers snapshot={snapshot} source={source} staged={peer?.id ?? null} page="viewer page" />
        {peer?.code && (
          <div className={styles.code}>
            <SafetyCode code={peer.code} />
            <p className={styles.codeUse}>{t('safetyCode.use')}</p>
          </div>
        )}
      </div>
    </section>
  );
}
