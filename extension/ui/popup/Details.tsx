import { useEffect, useRef } from 'react';
import { ArrowLeft } from 'lucide-react';
import type { PopupControls } from '../../bus/room-host.ts';
import type { Snapshot } from '../../core/snapshot.ts';
import { t } from '../i18n/language.ts';
import { Numbers } from '../numbers/Numbers.tsx';
import { IconButton } from '../pieces/IconButton.tsx';
import styles from './Details.module.css';
import { StopButton } from './StopButton.tsx';

interface DetailsProps {
  readonly snapshot: Snapshot;
  readonly controls: PopupControls;
  readonly onBack: () => void;
}

/** All that is measured of what I share, in place of the room's link and list. */
export default function Details({ snapshot, controls, onBack }: DetailsProps) {
  const back = useRef<HTMLButtonElement>(null);
  // What was pressed to come here is gone.
  useEffect(() => back.current?.focus(), []);
  return (
    <>
      <section className={styles.details} aria-label={t('numbers.title')} data-testid="numbers">
        <header className={styles.header}>
          <IconButton
            ref={back}
            label={t('numbers.back')}
            icon={<ArrowLeft aria-hidden="true" />}
            side="bottom"
            onClick={onBack}
            data-testid="details-back"
          />
          <h2 className={styles.title}>{t('numbers.title')}</h2>
        </header>
        <Numbers snapshot={snapshot} source={controls} staged={null} page="popup" />
      </section>
      <StopButton onStop={() => controls.stop()} />
    </>
  );
}
