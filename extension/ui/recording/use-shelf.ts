import { t } from '../i18n/language.ts';
import { useEffect, useState } from 'react';
import type { RecordingShelf } from '../../bus/room-host.ts';
import { faultCode, type FaultCode } from '../../core/faults.ts';
import type { KeptRecording } from '../../core/recording/file-name.ts';
import { useToast } from '../pieces/Toaster.tsx';
import { saveFile } from '../save-file.ts';
import { askTarget, recordingFileName, type SaveTarget } from './target.ts';

/** One recording that is not saved yet. */
export interface ShelfItem extends KeptRecording {
  /** 0–1 while it is being saved; null otherwise */
  readonly saving: number | null;
  /** Why it could not be saved the last time. */
  readonly fault: FaultCode | null;
}

/** What was recorded and is not saved, and what can be done about it. */
export interface Shelf {
  /** null until it is known */
  readonly items: readonly ShelfItem[] | null;
  /** Call it from a click. @param target asked for already */
  readonly save: (id: string, target?: SaveTarget) => void;
  readonly discard: (id: string) => void;
}

type Progress = Readonly<Record<string, Pick<ShelfItem, 'saving' | 'fault'>>>;

/** @param looks true as soon as it is to be looked for @param under something is being recorded: looked for when that is over */
export function useShelf(shelf: RecordingShelf, looks: boolean, under: boolean): Shelf {
  const toast = useToast();
  const [kept, setKept] = useState<readonly KeptRecording[] | null>(null);
  const [progress, setProgress] = useState<Progress>({});

  useEffect(() => {
    if (!looks || under) return;
    let wanted = true;
    const show = (found: readonly KeptRecording[]) => wanted && setKept(found);
    shelf.list().then(show, () => show([]));
    return () => {
      wanted = false;
    };
  }, [shelf, looks, under]);

  const refresh = async (): Promise<void> => setKept(await shelf.list().catch(() => []));

  const note = (id: string, saving: number | null, fault: FaultCode | null = null) =>
    setProgress((before) => ({ ...before, [id]: { saving, fault } }));

  async function save(id: string, asked?: SaveTarget): Promise<void> {
    const target = asked ?? (await askTarget(id));
    if (target.kind === 'dismissed') return refresh();
    note(id, 0);
    try {
      const into = target.kind === 'file' ? target.file : null;
      const file = await shelf.finish(id, into, (share) => note(id, share));
      if (file) saveFile(file, recordingFileName(id));
      toast(file ? t('record.downloaded') : t('record.saved'));
      note(id, null);
    } catch (error) {
      note(id, null, faultCode(error));
    }
    await refresh();
  }

  async function discard(id: string): Promise<void> {
    await shelf.discard(id).catch(() => undefined);
    toast(t('record.discarded'));
    await refresh();
  }

  return {
    items: kept && kept.map((one) => ({ ...one, ...(progress[one.id] ?? { saving: null, fault: null }) })),
    save: (id, target) => void save(id, target),
    discard: (id) => void discard(id),
  };
}
