import { Play } from 'lucide-react';
import type { SharingControls } from '../../bus/room-host.ts';
import type { PauseView } from '../../core/share-control.ts';
import { Button } from '../pieces/Button.tsx';
import { Notice } from '../pieces/Notice.tsx';
import { leftSiteWords } from './words.ts';
import { t, words } from '../i18n/language.ts';

interface PausedNoticeProps {
  readonly paused: PauseView;
  readonly controls: Pick<SharingControls, 'control'>;
}

/** Says that nothing is seen or heard, why, and offers to go on. */
export function PausedNotice({ paused, controls }: PausedNoticeProps) {
  const matter = paused.site === null ? words('paused') : leftSiteWords(paused.site);
  return (
    <Notice {...matter} tone="warn" testId="paused" code={paused.site === null ? 'asked' : 'left-site'}>
      <Button
        icon={<Play />}
        onClick={() => controls.control({ action: 'resume', site: null })}
        data-testid="resume"
      >
        {t('sharing.resume')}
      </Button>
    </Notice>
  );
}
