import { Check } from 'lucide-react';
import { t } from '../i18n/language.ts';
import styles from './Progress.module.css';
import { STEPS } from './viewer-state.ts';

/** How far the way to the picture has come. @param step what is under way; null shows nothing */
export function Progress({ step }: { readonly step: number | null }) {
  if (step === null) return null;
  return (
    <ol className={styles.progress} data-testid="progress">
      {STEPS.map((name, index) => (
        <li
          key={name}
          className={styles.step}
          data-done={index < step || undefined}
          aria-current={index === step ? 'step' : undefined}
        >
          {index < step && <Check aria-hidden="true" />}
          {t(`progress.${name}`)}
        </li>
      ))}
    </ol>
  );
}
