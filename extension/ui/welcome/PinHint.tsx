import { Pin, Puzzle } from 'lucide-react';
import { Rich } from '../i18n/Rich.tsx';
import styles from './Steps.module.css';

/** A new extension hides behind the puzzle piece: how to bring its icon out. */
export function PinHint() {
  return (
    <p className={styles.pin}>
      <Rich
        text="welcome.pin"
        values={{ puzzle: <Puzzle aria-hidden="true" />, pin: <Pin aria-hidden="true" /> }}
      />
    </p>
  );
}
