import { Pin, Puzzle } from 'lucide-react';
import styles from './Steps.module.css';

/** A new extension hides behind the puzzle piece: how to bring its icon out. */
export function PinHint() {
  return (
    <p className={styles.pin}>
      Can’t see the icon? Click the puzzle piece <Puzzle aria-hidden="true" /> in the toolbar, then the pin{' '}
      <Pin aria-hidden="true" /> beside Porthole.
    </p>
  );
}
