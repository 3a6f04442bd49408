import type { SiteGuard } from '../../bus/room-host.ts';
import { Toggle } from '../pieces/Toggle.tsx';
import { guardWords } from './words.ts';
import { t } from '../i18n/language.ts';

interface GuardToggleProps {
  readonly guard: SiteGuard;
  readonly onChange: (on: boolean) => void;
}

/** "Pause when I leave this site". */
export function GuardToggle({ guard, onChange }: GuardToggleProps) {
  return (
    <Toggle
      label={guardWords(guard.site)}
      detail={guard.site === null ? t('guard.asks') : undefined}
      checked={guard.on}
      onChange={onChange}
      testId="pause-on-leave"
    />
  );
}
