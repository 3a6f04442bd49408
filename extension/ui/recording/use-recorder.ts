import { t } from '../i18n/language.ts';
import type { RecorderControls } from '../../bus/room-host.ts';
import type { RecordingView } from '../../core/snapshot.ts';
import { useToast } from '../pieces/Toaster.tsx';
import { askTarget, type SaveTarget } from './target.ts';
import type { Shelf } from './use-shelf.ts';

/** What is recorded on this page, and the way to it and out of it. */
export interface Recorder {
  readonly view: RecordingView | null;
  /** There is something to record, or to stop. */
  readonly possible: boolean;
  /** Begins, or stops and asks where to save it. Call it from a click. */
  readonly toggle: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
}

/** @param subject id of whose share is recorded; null = nobody's */
export function useRecorder(
  controls: RecorderControls,
  view: RecordingView | null,
  subject: string | null,
  shelf: Shelf,
): Recorder {
  const toast = useToast();

  async function stop(id: string | null): Promise<void> {
    const stopped = controls.stopRecording();
    // Asked at once: later the click would be forgotten.
    const target: SaveTarget = id === null ? { kind: 'dismissed' } : await askTarget(id);
    const kept = await stopped;
    if (kept !== null) shelf.save(kept, target);
  }

  return {
    view,
    possible: view !== null || subject !== null,
    toggle() {
      if (view) return void stop(view.id);
      if (subject === null) return;
      controls.record(subject);
      toast(t('record.begun'));
    },
    pause: controls.pauseRecording,
    resume: controls.resumeRecording,
  };
}
