import type { ReactNode } from 'react';
import { Info, TriangleAlert } from 'lucide-react';
import type { Words } from '../i18n/language.ts';
import styles from './Notice.module.css';

interface NoticeProps extends Partial<Pick<Words, 'hint'>> {
  readonly title: string;
  readonly tone?: 'info' | 'warn' | 'danger';
  readonly testId?: string;
  /** Stable code of a fault, for tests and bug reports. */
  readonly code?: string | undefined;
  readonly children?: ReactNode;
}

/** A few words about what is the matter and what to do next, with room for a button. */
export function Notice({ title, hint, tone = 'info', testId, code, children }: NoticeProps) {
  return (
    <div
      className={styles.notice}
      data-tone={tone}
      data-testid={testId}
      data-code={code}
      role={tone === 'danger' ? 'alert' : 'status'}
    >
      {tone === 'info' ? <Info aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {hint && <p className={styles.hint}>{hint}</p>}
        {children && <div className={styles.actions}>{children}</div>}
      </div>
    </div>
  );
}
