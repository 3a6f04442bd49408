import { t } from '../i18n/language.ts';
import { lazy, Suspense } from 'react';
import { CircleDot, Film } from 'lucide-react';
import type { Recorder } from '../recording/use-recorder.ts';
import type { Shelf } from '../recording/use-shelf.ts';
import { recordedByWords } from '../recording/words.ts';
import styles from './TopBar.module.css';
import type { Page } from './use-page.ts';

const RecordingLine = lazy(() => import('../recording/RecordingLine.tsx'));
const KeptRecording = lazy(() => import('../recording/KeptRecording.tsx'));

interface RecordingNotesProps {
  readonly page: Page;
  readonly recorder: Recorder;
  readonly shelf: Shelf;
}

/** What I record, who else does, and what is not saved yet. */
export function RecordingNotes({ page, recorder, shelf }: RecordingNotesProps) {
  const { view } = recorder;
  const others = recordedByWords(page.snapshot.peers);
  return (
    <Suspense>
      {view && (
        <div className={styles.note}>
          <RecordingLine
            view={view}
            stopLabel={t('record.stopAndSave')}
            onPause={recorder.pause}
            onResume={recorder.resume}
            onStop={recorder.toggle}
          />
        </div>
      )}
      {others && (
        <div className={`${styles.note} ${styles.plain}`} aria-live="polite" data-testid="recorded-by">
          <CircleDot className={styles.recorded} aria-hidden="true" />
          <p>
            <bdi>{others}</bdi>
          </p>
        </div>
      )}
      {shelf.items?.map((item) => (
        <div key={item.id} className={styles.note}>
          <Film aria-hidden="true" />
          <KeptRecording item={item} title={t('record.found')} save={shelf.save} discard={shelf.discard} />
        </div>
      ))}
    </Suspense>
  );
}
