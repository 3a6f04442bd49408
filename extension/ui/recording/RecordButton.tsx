import { t } from '../i18n/language.ts';
import { Circle, CircleStop } from 'lucide-react';
import { IconButton } from '../pieces/IconButton.tsx';
import type { Recorder } from './use-recorder.ts';

/** Begins to record the large picture, or stops. */
export function RecordButton({ recorder }: { readonly recorder: Recorder }) {
  if (!recorder.possible) return null;
  const { view } = recorder;
  return (
    <IconButton
      label={view ? t('record.stopAndSave') : t('record.start')}
      shortcut="R"
      icon={view ? <CircleStop aria-hidden="true" /> : <Circle aria-hidden="true" />}
      aria-pressed={view !== null}
      disabled={view?.state === 'stopping'}
      onClick={recorder.toggle}
      data-testid="record"
    />
  );
}
