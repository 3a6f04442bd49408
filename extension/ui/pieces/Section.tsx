import type { ReactNode } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

/** A group of settings on a glass panel. */
export function Section({ title, intro, icon, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <header className={styles.header}>
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
        <div>
          <h2 className={styles.title}>{title}</h2>
          {intro && <p className={styles.intro}>{intro}</p>}
        </div>
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
