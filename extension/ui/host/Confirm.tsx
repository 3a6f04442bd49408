import type { ReactNode } from 'react';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { t, type Words } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import backdrop from '../pieces/Backdrop.module.css';
import styles from './Confirm.module.css';

interface ConfirmProps {
  readonly words: Words;
  /** What the button says that does it. */
  readonly action: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onConfirm: () => void;
  readonly testId: string;
  /** A choice that belongs to it. */
  readonly children?: ReactNode;
}

/** Asks before something that cannot be taken back. */
export function Confirm({ words, action, open, onOpenChange, onConfirm, testId, children }: ConfirmProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdrop.backdrop} />
        <AlertDialog.Popup className={styles.dialog} data-testid={testId}>
          <AlertDialog.Title className={styles.title}>{words.title}</AlertDialog.Title>
          <AlertDialog.Description className={styles.hint}>{words.hint}</AlertDialog.Description>
          {children}
          <div className={styles.actions}>
            <AlertDialog.Close render={<Button look="quiet">{t('common.cancel')}</Button>} />
            <Button
              look="danger"
              data-testid={`${testId}-yes`}
              onClick={() => {
                onOpenChange(false);
                onConfirm();
              }}
            >
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
