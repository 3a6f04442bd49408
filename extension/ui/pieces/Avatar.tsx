import { hueOf } from '../hue.ts';
import styles from './Avatar.module.css';

/** A round spot with the name's first letter; its colour follows the id, so that it stays the same. */
export function Avatar({ id, name }: { readonly id: string; readonly name: string }) {
  const [first = '?'] = name;
  return (
    <span className={styles.avatar} data-hue={hueOf(id)} aria-hidden="true">
      {first.toUpperCase()}
    </span>
  );
}
