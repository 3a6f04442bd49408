import { useState } from 'react';
import { Check, ClipboardList } from 'lucide-react';
import type { HistorySource } from '../../bus/room-host.ts';
import { copyText } from '../../bus/clipboard.ts';
import { bugReport } from '../../core/bug-report.ts';
import type { Snapshot } from '../../core/snapshot.ts';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { useFlash } from '../use-flash.ts';
import styles from './CopyReport.module.css';

interface CopyReportProps {
  readonly snapshot: Snapshot;
  readonly source: HistorySource;
  /** Where this is. */
  readonly page: string;
}

/** Copies the figures for a bug report; where the browser refuses, shows the text to be copied by hand. */
export function CopyReport({ snapshot, source, page }: CopyReportProps) {
  const [copied, flash] = useFlash();
  const [refused, setRefused] = useState<string | null>(null);

  async function copy(): Promise<void> {
    const { userAgent, hardwareConcurrency: cores } = navigator;
    const place = { version: __VERSION__, page, userAgent, cores, at: Date.now() };
    const text = bugReport(snapshot, source.getHistory(), place);
    const done = await copyText(text);
    setRefused(done ? null : text);
    if (done) flash();
  }

  return (
    <div className={styles.copy}>
      <Button
        icon={copied ? <Check /> : <ClipboardList />}
        onClick={() => void copy()}
        data-testid="copy-report"
      >
        {t(copied ? 'numbers.copied' : 'numbers.copy')}
      </Button>
      <output className={styles.use}>{t(refused === null ? 'numbers.use' : 'numbers.refused')}</output>
      {refused !== null && (
        <textarea
          className={styles.text}
          value={refused}
          readOnly
          rows={6}
          aria-label={t('numbers.report')}
          onFocus={(event) => event.currentTarget.select()}
          data-testid="report-text"
        />
      )}
    </div>
  );
}
