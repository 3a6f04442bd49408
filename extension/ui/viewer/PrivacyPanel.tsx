import { useState } from 'react';
import { Flame } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { Toggle } from '../pieces/Toggle.tsx';
import styles from './PrivacyPanel.module.css';
import type { ViewerProps } from './ViewerApp.tsx';

/** Who sees my address, and the key in the page's own. */
export default function PrivacyPanel({ controls, relayOnly, onRelayOnly }: ViewerProps) {
  const [burnt, setBurnt] = useState(false);
  return (
    <>
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
    </>
  );
}
