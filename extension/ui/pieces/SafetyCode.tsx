import { t } from '../i18n/language.ts';
import { SAFETY_SIGNS } from '../safety-signs.ts';
import styles from './SafetyCode.module.css';

/** A connection's safety code: a row of signs, with their words for the pointer and for screen readers. */
export function SafetyCode({ code }: { readonly code: readonly number[] }) {
  const signs = code.flatMap((sign) => SAFETY_SIGNS.slice(sign, sign + 1));
  const words = signs.map(([, word]) => t(word)).join(', ');
  return (
    <span className={styles.code} title={words}>
      <span aria-hidden="true" data-testid="safety-code">
        {signs.map(([emoji]) => emoji).join(' ')}
      </span>
      <span className={styles.spoken}>{t('safetyCode.spoken', { words })}</span>
    </span>
  );
}
