import styles from './Logo.module.css';

/** The mark: a round window onto the sea. @param live a picture is going out */
export function Logo({ live = false }: { readonly live?: boolean }) {
  return (
    <svg className={styles.logo} viewBox="0 0 32 32" data-live={live || undefined} aria-hidden="true">
      <circle className={styles.ring} cx="16" cy="16" r="14" />
      <circle className={styles.glass} cx="16" cy="16" r="10" />
      <path className={styles.sea} d="M6.3 18.5c3.2-2.4 6.4-2.4 9.7 0s6.5 2.4 9.7 0a10 10 0 0 1-19.4 0z" />
      <path className={styles.shine} d="M9.5 13.5a7 7 0 0 1 5-4.700" />
    </svg>
  );
}
