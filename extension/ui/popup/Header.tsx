import { Settings2 } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { Logo } from '../pieces/Logo.tsx';
import styles from './Header.module.css';

interface HeaderProps {
  readonly status: string;
  readonly live: boolean;
  readonly onOptions: () => void;
}

/** Who this is, what it is doing, and the way to the options. */
export function Header({ status, live, onOptions }: HeaderProps) {
  return (
    <header className={styles.header}>
      <Logo live={live} />
      <div className={styles.words}>
        <h1 className={styles.name}>Porthole</h1>
        <output className={styles.status} data-testid="status" data-live={live || undefined}>
          {status}
        </output>
      </div>
      <IconButton
        label={t('common.options')}
        icon={<Settings2 aria-hidden="true" />}
        side="bottom"
        onClick={onOptions}
        data-testid="open-options"
      />
    </header>
  );
}
