import { t } from '../i18n/language.ts';
import { Pause, Play, Square } from 'lucide-react';
import type { RecordingView } from '../../core/snapshot.ts';
import { bytesText, durationText } from '../format.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import styles from './RecordingLine.module.css';
import { useElapsed } from './use-elapsed.ts';

interface RecordingLineProps {
  readonly view: RecordingView;
  /** What stopping is called here. */
  readonly stopLabel: string;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onStop: () => void;
}

/** What I record: how long, how large, and the buttons for it. */
export default function RecordingLine({ view, stopLabel, onPause, onResume, onStop }: RecordingLineProps) {
  const elapsed = useElapsed(view);
  const { state, bytes } = view;
  const paused = state === 'paused';
  return (
    <div className={styles.line} data-testid="recording" data-state={state}>
      <span className={styles.dot} data-still={state !== 'recording' || undefined} aria-hidden="true" />
      <div className={styles.words}>
        <output className={styles.state}>{t(`record.${state}`)}</output>
        <span className={styles.figures}>
          <span data-testid="recording-time">{durationText(elapsed)}</span>
          {' · '}
          <data value={bytes} data-testid="recording-size">
            {bytesText(bytes)}
          </data>
        </span>
      </div>
      <IconButton
        label={paused ? t('record.resume') : t('record.pause')}
        icon={paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
        side="bottom"
        disabled={state === 'starting' || state === 'stopping'}
        onClick={paused ? onResume : onPause}
        data-testid="recording-pause"
      />
      <IconButton
        label={stopLabel}
        icon={<Square aria-hidden="true" />}
        side="bottom"
        disabled={state === 'stopping'}
        onClick={onStop}
        data-testid="recording-stop"
      />
    </div>
  );
}
