import { t } from '../i18n/language.ts';
import { Circle } from 'lucide-react';
import type { RecorderControls } from '../../bus/room-host.ts';
import type { Snapshot } from '../../core/snapshot.ts';
import { Button } from '../pieces/Button.tsx';
import RecordingLine from '../recording/RecordingLine.tsx';
import { recordedByWords } from '../recording/words.ts';
import styles from './RecordShare.module.css';

interface RecordShareProps {
  readonly snapshot: Snapshot;
  readonly controls: RecorderControls;
}

/** Records what I share, and says who else does. */
export function RecordShare({ snapshot, controls }: RecordShareProps) {
  const { recording, peers, me } = snapshot;
  const others = recordedByWords(peers);
  return (
    <>
      {others && (
        <output data-testid="recorded-by">
          <bdi>{others}</bdi>
        </output>
      )}
      {recording ? (
        <div className={styles.recording}>
          <RecordingLine
            view={recording}
            stopLabel={t('record.stop')}
            onPause={controls.pauseRecording}
            onResume={controls.resumeRecording}
            onStop={() => void controls.stopRecording()}
          />
        </div>
      ) : (
        <Button wide icon={<Circle />} onClick={() => me && controls.record(me.id)} data-testid="record">
          {t('record.start')}
        </Button>
      )}
    </>
  );
}
