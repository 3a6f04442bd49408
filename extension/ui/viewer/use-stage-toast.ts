import { useEffect, useRef } from 'react';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';
import { useToast } from '../pieces/Toaster.tsx';
import type { Page } from './use-page.ts';

/** Says who is large now, when that changes from one sharer to another. */
export function useStageToast({ staged }: Page): void {
  const toast = useToast();
  const before = useRef<string | null>(null);
  const id = staged?.id ?? null;
  useEffect(() => {
    if (staged && before.current && before.current !== staged.id)
      toast(t('room.nowShowing', { who: peerName(staged) }));
    before.current = id;
    // oxlint-disable-next-line react/exhaustive-deps -- only a change of person is worth a word
  }, [id]);
}
