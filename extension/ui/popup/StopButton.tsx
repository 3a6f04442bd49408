import { Square } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { useBusy } from '../use-busy.ts';
import styles from './StopButton.module.css';

/** Ends the share; always in sight. */
export function StopButton({ onStop }: { readonly onStop: () => Promise<void> }) {
  const [stopping, run] = useBusy();
  return (
    <div className={styles.stop}>
      <Button
        look="danger"
        wide
        icon={<Square fill="currentColor" />}
        disabled={stopping}
        onClick={() => run(onStop())}
        data-testid="stop"
      >
        {t('common.stopSharing')}
      </Button>
    </div>
  );
}
