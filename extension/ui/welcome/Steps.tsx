import { Eye, MousePointerClick, Send } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { PinHint } from './PinHint.tsx';
import styles from './Steps.module.css';

const STEPS = [
  { icon: MousePointerClick, name: 'welcome.step1' },
  { icon: Send, name: 'welcome.step2' },
  { icon: Eye, name: 'welcome.step3' },
] as const;

/** How it works, in three steps. */
export function Steps() {
  return (
    <>
      <ol className={styles.steps}>
        {STEPS.map(({ icon: Icon, name }, index) => (
          <li key={name} className={styles.step}>
            <span className={styles.icon}>
              <Icon aria-hidden="true" />
            </span>
            <h2 className={styles.title}>{`${index + 1}. ${t(`${name}.title`)}`}</h2>
            <p className={styles.text}>{t(`${name}.hint`)}</p>
          </li>
        ))}
      </ol>
      <PinHint />
    </>
  );
}
