import { useEffect, useState } from 'react';
import type { SharingControls } from '../../bus/room-host.ts';
import type { SoundLevels } from '../../core/share-control.ts';
import styles from './Levels.module.css';
import { t } from '../i18n/language.ts';

/** How loud the shared sound and the voice are, live. */
export function Levels({ controls }: { readonly controls: Pick<SharingControls, 'followLevels'> }) {
  const [levels, setLevels] = useState<SoundLevels | null>(null);
  useEffect(() => controls.followLevels(setLevels), [controls]);
  return (
    <div className={styles.levels}>
      <Level name={t('sharing.soundLevel')} level={levels?.source ?? null} testId="level-source" />
      <Level
        name={t('sharing.microphoneLevel')}
        level={levels?.microphone ?? null}
        testId="level-microphone"
      />
    </div>
  );
}

interface LevelProps {
  readonly name: string;
  /** 0..1 */
  readonly level: number | null;
  readonly testId: string;
}

function Level({ name, level, testId }: LevelProps) {
  const percent = Math.round((level ?? 0) * 100);
  return (
    <div className={styles.row}>
      <span className={styles.name}>{name}</span>
      <meter className="visually-hidden" aria-label={name} max={100} value={percent} data-testid={testId}>
        {level === null ? t('sharing.noMeter') : t('sharing.level', { percent })}
      </meter>
      <span className={styles.meter} aria-hidden="true">
        <span className={styles.bar} style={{ transform: `scaleX(${percent / 100})` }} />
      </span>
    </div>
  );
}
