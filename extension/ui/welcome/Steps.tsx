import { Eye, MousePointerClick, Send } from 'lucide-react';
import { PinHint } from './PinHint.tsx';
import styles from './Steps.module.css';

const STEPS = [
  {
    icon: MousePointerClick,
    title: 'Click the icon',
    text: 'Press “Share this tab”, or pick a window or screen.',
  },
  { icon: Send, title: 'Send the link', text: 'It is on your clipboard already, or a QR code away.' },
  { icon: Eye, title: 'They watch', text: 'In any browser. The key in the link keeps everyone else out.' },
] as const;

/** How it works, in three steps. */
export function Steps() {
  return (
    <>
      <ol className={styles.steps}>
        {STEPS.map(({ icon: Icon, title, text }, index) => (
          <li key={title} className={styles.step}>
            <span className={styles.icon}>
              <Icon aria-hidden="true" />
            </span>
            <h2 className={styles.title}>{`${index + 1}. ${title}`}</h2>
            <p className={styles.text}>{text}</p>
          </li>
        ))}
      </ol>
      <PinHint />
    </>
  );
}
