import { useState } from 'react';
import { Popover } from '@base-ui/react/popover';
import { Flame, Shield } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { IconButton } from '../pieces/IconButton.tsx';
import panel from '../pieces/Panel.module.css';
import { Toggle } from '../pieces/Toggle.tsx';
import styles from './Privacy.module.css';
import type { ViewerProps } from './ViewerApp.tsx';

/** Who sees my address, and the key in the page's own. */
export function Privacy({ controls, relayOnly, onRelayOnly }: ViewerProps) {
  const [burnt, setBurnt] = useState(false);
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <IconButton label={t('room.privacy')} icon={<Shield aria-hidden="true" />} data-testid="privacy" />
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={panel.positioner} side="top" sideOffset={12} collisionPadding={8}>
          <Popover.Popup className={panel.panel}>
            <Popover.Title className={panel.title}>{t('room.privacy')}</Popover.Title>
            <Toggle
              label={t('relayOnly.title')}
              detail={t('relayOnly.hint')}
              checked={relayOnly}
              onChange={onRelayOnly}
              testId="relay-only"
            />
            <div className={styles.burn}>
              <Button
                icon={<Flame />}
                disabled={burnt}
                onClick={() => {
                  controls.burnLink();
                  setBurnt(true);
                }}
                data-testid="burn-link"
              >
                {burnt ? t('burn.done') : t('burn.title')}
              </Button>
              <p className={styles.hint}>{t('burn.hint')}</p>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
