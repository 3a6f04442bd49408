import { AppWindow, MonitorUp } from 'lucide-react';
import type { Settings } from '../../core/settings.ts';
import { t, words } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { Notice } from '../pieces/Notice.tsx';
import { useBusy } from '../use-busy.ts';
import { faultWords } from '../words.ts';
import type { PopupTab } from './PopupApp.tsx';

interface ShareButtonsProps {
  readonly tab: PopupTab | null;
  readonly canShareTab: boolean;
  readonly tabCapture: Settings['tabCapture'];
  readonly onShareTab: () => Promise<void>;
  readonly onShareScreen: () => Promise<void>;
}

/** The two ways to share. The tab comes first wherever it can be captured. */
export function ShareButtons(props: ShareButtonsProps) {
  const { tab, canShareTab, tabCapture, onShareTab, onShareScreen } = props;
  const [busy, run] = useBusy();
  const tabWorks = canShareTab && (tab === null || tab.capturable);
  // Allowed, but the prompt closed the popup, and the click that asked never captures: the next one does.
  const pickUp = tabWorks && tabCapture === 'asking';
  return (
    <>
      {!tabWorks && <Notice {...(canShareTab ? faultWords('tab-not-capturable') : words('noTabSharing'))} />}
      {pickUp && <Notice {...words('readyAgain')} testId="ready-again" />}
      {tabWorks && (
        <Button
          look="primary"
          size="l"
          wide
          icon={<AppWindow />}
          detail={tabCapture === 'declined' ? t('popup.opensPicker') : tab?.title}
          disabled={busy}
          onClick={() => run(onShareTab())}
          data-testid="share-tab"
        >
          {t('popup.shareTab')}
        </Button>
      )}
      <Button
        look={tabWorks ? 'secondary' : 'primary'}
        size={tabWorks ? 'm' : 'l'}
        wide
        icon={<MonitorUp />}
        disabled={busy}
        onClick={() => run(onShareScreen())}
        data-testid="share-screen"
      >
        {t('popup.shareScreen')}
      </Button>
    </>
  );
}
