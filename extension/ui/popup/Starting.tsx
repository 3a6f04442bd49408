import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { Spinner } from '../pieces/Spinner.tsx';
import styles from './Starting.module.css';

/** Between the click and the picture. */
export function Starting({ onCancel }: { readonly onCancel: () => void }) {
  return (
    <section className={styles.starting}>
      <Spinner />
      <p>{t('popup.making')}</p>
      <Button onClick={onCancel} data-testid="stop">
        {t('common.cancel')}
      </Button>
    </section>
  );
}
