import { AppWindow, MonitorUp } from 'lucide-react';
import type { Settings } from '../../core/settings.ts';
import { Button } from '../pieces/Button.tsx';
import { Notice } from '../pieces/Notice.tsx';
import { useBusy } from '../use-busy.ts';
import { NO_TAB_SHARING, READY_AGAIN, TAB_PROTECTED } from '../words.ts';
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
      {!tabWorks && <Notice {...(canShareTab ? TAB_PROTECTED : NO_TAB_SHARING)} />}
      {pickUp && <Notice {...READY_AGAIN} testId="ready-again" />}
      {tabWorks && (
        <Button
          look="primary"
          size="l"
          wide
          icon={<AppWindow />}
          detail={tabCapture === 'declined' ? 'Opens the browser’s picker' : tab?.title}
          disabled={busy}
          onClick={() => run(onShareTab())}
          data-testid="share-tab"
        >
          Share this tab
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
        Share window or screen
      </Button>
    </>
  );
}
