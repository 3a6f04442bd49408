import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { Toggle } from '../pieces/Toggle.tsx';
import backdrop from '../pieces/Backdrop.module.css';
import styles from './KeysSheet.module.css';
import { KEY_HELP } from './viewer-keys.ts';

interface KeysSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Single keys do something. */
  readonly work: boolean;
  readonly onWork: (work: boolean) => void;
}

/** What the keys do, and a switch for those whom single keys trouble (speech input, for one). */
export default function KeysSheet({ open, onOpenChange, work, onWork }: KeysSheetProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdrop.backdrop} />
        <Dialog.Popup className={styles.sheet} data-testid="keys-sheet">
          <header className={styles.header}>
            <Dialog.Title className={styles.title}>{t('room.keys')}</Dialog.Title>
            <Dialog.Close
              render={<IconButton label={t('common.close')} tip={false} icon={<X aria-hidden="true" />} />}
            />
          </header>
          <dl className={styles.list}>
            {KEY_HELP.map(({ key, does }) => (
              <div key={key} className={styles.line}>
                <dt>
                  <kbd className={styles.key}>{key}</kbd>
                </dt>
                <dd>{t(does)}</dd>
              </div>
            ))}
          </dl>
          <Toggle label={t('room.useKeys')} checked={work} onChange={onWork} testId="keys-work" />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
