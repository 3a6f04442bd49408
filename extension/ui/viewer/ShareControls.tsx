import { lazy, Suspense } from 'react';
import { ChevronUp, MonitorUp, MonitorX, Pause, Pointer, PointerOff, MonitorCog } from 'lucide-react';
import type { ShareView } from '../../core/snapshot.ts';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { PanelButton } from '../pieces/PanelButton.tsx';
import { Spinner } from '../pieces/Spinner.tsx';
import styles from './ShareControls.module.css';
import type { ViewerProps } from './ViewerApp.tsx';

/** Its lists are a large part of the page's script, and most who open the page just watch. */
const ShareOptions = lazy(() =>
  import('../pieces/ShareOptions.tsx').then((module) => ({ default: module.ShareOptions })),
);

/** Needed only while one shares. */
const ViewerTools = lazy(() => import('./ViewerTools.tsx'));

interface ShareControlsProps extends ViewerProps {
  /** What I share now. */
  readonly share: ShareView | null;
}

/** What I do to my own share while it runs. */
function MyShare(props: ShareControlsProps & { readonly share: ShareView }) {
  const { controls, choice, onChoice, share, pointing, onPointing } = props;
  return (
    <>
      <IconButton
        label={pointing ? t('pointer.allowOn') : t('pointer.allowOff')}
        icon={pointing ? <Pointer aria-hidden="true" /> : <PointerOff aria-hidden="true" />}
        aria-pressed={pointing}
        onClick={() => onPointing(!pointing)}
        data-testid="allow-pointing"
      />
      <div className={styles.split}>
        <PanelButton
          title={t('sharing.tools')}
          button={
            <button
              type="button"
              className={styles.more}
              aria-label={t('sharing.tools')}
              data-testid="sharing-tools"
              data-paused={share.paused !== null || undefined}
            >
              {share.paused ? <Pause aria-hidden="true" /> : <MonitorCog aria-hidden="true" />}
            </button>
          }
        >
          {() => (
            <Suspense fallback={<Spinner />}>
              <ViewerTools share={share} controls={controls} choice={choice} onChoice={onChoice} />
            </Suspense>
          )}
        </PanelButton>
        <IconButton
          label={t('common.stopSharing')}
          look="danger"
          icon={<MonitorX aria-hidden="true" />}
          onClick={() => controls.stopSharing()}
          data-testid="stop-sharing"
        >
          <span className={styles.words}>{t('common.stopSharing')}</span>
        </IconButton>
      </div>
    </>
  );
}

/** Share my screen into this room, with the choices behind the arrow; or stop. */
export function ShareControls(props: ShareControlsProps) {
  const { controls, choice, onChoice, canShare, share } = props;
  if (share) return <MyShare {...props} share={share} />;
  if (!canShare) return null;
  return (
    <div className={styles.split}>
      <IconButton
        label={t('common.shareMyScreen')}
        icon={<MonitorUp aria-hidden="true" />}
        onClick={() => controls.shareScreen(choice)}
        data-testid="share-screen"
      >
        <span className={styles.words}>{t('common.shareMyScreen')}</span>
      </IconButton>
      <PanelButton
        title={t('common.howToShare')}
        button={
          <button
            type="button"
            className={styles.arrow}
            aria-label={t('common.howToShare')}
            data-testid="share-options"
          >
            <ChevronUp aria-hidden="true" />
          </button>
        }
      >
        {() => (
          <Suspense fallback={<Spinner />}>
            <ShareOptions choice={choice} onChange={onChoice} />
          </Suspense>
        )}
      </PanelButton>
    </div>
  );
}
