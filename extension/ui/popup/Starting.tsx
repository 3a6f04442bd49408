import { Button } from '../pieces/Button.tsx';
import { Spinner } from '../pieces/Spinner.tsx';
import styles from './Starting.module.css';

/** Between the click and the picture. */
export function Starting({ onCancel }: { readonly onCancel: () => void }) {
  return (
    <section className={styles.starting}>
      <Spinner />
      <p>Making a room and its link…</p>
      <Button onClick={onCancel} data-testid="stop">
        Cancel
      </Button>
    </section>
  );
}
