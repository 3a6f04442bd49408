import { t } from '../i18n/language.ts';
import { useEffect, useState } from 'react';
import type { RecordingShelf } from '../../bus/room-host.ts';
import { Button } from '../pieces/Button.tsx';
import { Notice } from '../pieces/Notice.tsx';

interface KeptRecordingsProps {
  readonly shelf: RecordingShelf;
  readonly onShow: () => void;
}

/** Says that something recorded is not saved yet, e.g. after a crash. */
export function KeptRecordings({ shelf, onShow }: KeptRecordingsProps) {
  const [some, setSome] = useState(false);
  useEffect(() => {
    let wanted = true;
    shelf.list().then(
      (kept) => wanted && setSome(kept.length > 0),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [shelf]);
  if (!some) return null;
  return (
    <Notice title={t('record.found')} testId="kept-recordings">
      <Button onClick={onShow} data-testid="show-recordings">
        {t('record.show')}
      </Button>
    </Notice>
  );
}
