import { SAFETY_SIGNS } from '../safety-signs.ts';
import styles from './SafetyCode.module.css';

/** A connection's safety code: a row of signs, with their words for the pointer and for screen readers. */
export function SafetyCode({ code }: { readonly code: readonly number[] }) {
  const signs = code.map((sign) => SAFETY_SIGNS[sign] ?? ['', '']);
  const words = signs.map(([, word]) => word).join(', ');
  return (
    <span className={styles.code} title={words}>
      <span aria-hidden="true" data-testid="safety-code">
        {signs.map(([emoji]) => emoji).join(' ')}
      </span>
      <span className={styles.spoken}>{`Safety code: ${words}`}</span>
    </span>
  );
}
