import { t } from '../i18n/language.ts';
import { useState } from 'react';
import { bytesText, momentText, percentText } from '../format.ts';
import { Button } from '../pieces/Button.tsx';
import styles from './KeptRecording.module.css';
import type { Shelf, ShelfItem } from './use-shelf.ts';
import { notSavedWords } from './words.ts';

interface KeptRecordingProps extends Pick<Shelf, 'save' | 'discard'> {
  readonly item: ShelfItem;
  readonly title: string;
}

/** A recording that is not saved yet: save it, or discard it for good. */
export default function KeptRecording({ item, title, save, discard }: KeptRecordingProps) {
  const [sure, setSure] = useState(false);
  const { id, startedAt, bytes, saving, fault } = item;
  const busy = saving !== null;
  return (
    <div className={styles.kept} data-testid="kept-recording">
      <div className={styles.words}>
        <span className={styles.title}>{title}</span>
        <output className={styles.detail}>
          {busy
            ? t('record.saving', { share: percentText(saving) })
            : `${momentText(startedAt)} · ${bytesText(bytes)}`}
        </output>
        {fault && (
          <span className={styles.fault} role="alert" data-testid="not-saved" data-code={fault}>
            {notSavedWords(fault)}
          </span>
        )}
      </div>
      <div className={styles.buttons}>
        <Button look="primary" disabled={busy} onClick={() => save(id)} data-testid="recording-save">
          {t('record.save')}
        </Button>
        <Button
          look={sure ? 'danger' : 'quiet'}
          disabled={busy}
          onClick={() => (sure ? discard(id) : setSure(true))}
          onBlur={() => setSure(false)}
          data-testid="recording-discard"
        >
          {sure ? t('record.discardSure') : t('record.discard')}
        </Button>
      </div>
    </div>
  );
}
