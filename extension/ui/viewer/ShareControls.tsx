import { Popover } from '@base-ui/react/popover';
import { ChevronUp, MonitorUp, MonitorX } from 'lucide-react';
import type { ShareView } from '../../core/snapshot.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { ShareOptions } from '../pieces/ShareOptions.tsx';
import panel from '../pieces/Panel.module.css';
import styles from './ShareControls.module.css';
import type { ViewerProps } from './ViewerApp.tsx';

interface ShareControlsProps extends ViewerProps {
  /** What I share now. */
  readonly share: ShareView | null;
}

/** Share my screen into this room, with the choices behind the arrow; or stop. */
export function ShareControls({ controls, choice, onChoice, canShare, share }: ShareControlsProps) {
  if (share) {
    return (
      <IconButton
        label="Stop sharing"
        look="danger"
        icon={<MonitorX aria-hidden="true" />}
        onClick={() => controls.stopSharing()}
        data-testid="stop-sharing"
      >
        <span className={styles.words}>Stop sharing</span>
      </IconButton>
    );
  }
  if (!canShare) return null;
  return (
    <div className={styles.split}>
      <IconButton
        label="Share my screen"
        icon={<MonitorUp aria-hidden="true" />}
        onClick={() => controls.shareScreen(choice)}
        data-testid="share-screen"
      >
        <span className={styles.words}>Share my screen</span>
      </IconButton>
      <Popover.Root>
        <Popover.Trigger className={styles.arrow} aria-label="How to share" data-testid="share-options">
          <ChevronUp aria-hidden="true" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className={panel.positioner} side="top" sideOffset={12} collisionPadding={8}>
            <Popover.Popup className={panel.panel}>
              <Popover.Title className={panel.title}>How to share</Popover.Title>
              <ShareOptions choice={choice} onChange={onChoice} />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}
