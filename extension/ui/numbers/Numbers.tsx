import { lazy, Suspense, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { HistorySource } from '../../bus/room-host.ts';
import { seriesOf } from '../../core/history.ts';
import type { Snapshot } from '../../core/snapshot.ts';
import { t } from '../i18n/language.ts';
import { Choice } from '../pieces/Choice.tsx';
import { shownWords } from '../shown-words.ts';
import { CopyReport } from './CopyReport.tsx';
import { figuresOf, type FigureName } from './figures.ts';
import { plotsOf } from './lines.ts';
import { chooseSubject, subjectsOf, type NamedSubject } from './subjects.ts';
import styles from './Numbers.module.css';

/** What needs a line of its own. */
const WIDE: ReadonlySet<FigureName> = new Set(['encoder', 'decoder']);

/** The plotting library comes after the figures. */
const Plot = lazy(() => import('./Plot.tsx'));

interface NumbersProps {
  readonly snapshot: Snapshot;
  readonly source: HistorySource;
  /** Who is large, if anyone. */
  readonly staged: string | null;
  /** Where this is, for the report. */
  readonly page: string;
}

/** Everything that is measured of one picture, or of all that is sent: figures, two minutes in plots, and a report. */
export function Numbers({ snapshot, source, staged, page }: NumbersProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const subjects = subjectsOf(snapshot);
  const subject = chooseSubject(subjects, chosen, staged);
  return (
    <div className={styles.numbers}>
      {subjects.length > 1 && subject && (
        <Choice
          label={t('numbers.about')}
          items={subjects}
          value={subject.value}
          onChange={setChosen}
          testId="numbers-about"
        />
      )}
      {subject && <Figures snapshot={snapshot} subject={subject} />}
      {subject && <Plots source={source} subject={subject} />}
      {!subject && <p className={styles.note}>{t('numbers.nothing')}</p>}
      <CopyReport snapshot={snapshot} source={source} page={page} />
    </div>
  );
}

function Figures({ snapshot, subject }: { readonly snapshot: Snapshot; readonly subject: NamedSubject }) {
  const { direction, view } = subject;
  const why = view && (direction === 'up' ? view.rung : view.shown);
  const stats = view && (direction === 'up' ? view.sending : view.receiving);
  return (
    <>
      {why && (
        <p className={styles.why} data-testid="stats-shown" data-reason={why.reason}>
          {shownWords(why)}
        </p>
      )}
      <dl className={styles.figures} aria-label={t('room.figures')}>
        {figuresOf(snapshot, subject).map(({ name, value }) => (
          <div key={name} className={styles.figure} data-wide={WIDE.has(name) || undefined}>
            <dt>{t(`stats.${name}`)}</dt>
            <dd data-testid={`stats-${name}`}>{value}</dd>
          </div>
        ))}
      </dl>
      {stats && stats.journey.delayMs !== null && (
        <p className={styles.note}>
          {t(stats.journey.delayReckoned ? 'numbers.reckoned' : 'numbers.measured')}
        </p>
      )}
    </>
  );
}

function Plots({ source, subject }: { readonly source: HistorySource; readonly subject: NamedSubject }) {
  const subscribe = useCallback((listener: () => void) => source.followHistory(listener), [source]);
  const history = useSyncExternalStore(subscribe, source.getHistory);
  const { direction, peer } = subject;
  const series = useMemo(() => seriesOf(history, { direction, peer }), [history, direction, peer]);
  // Their texts follow the language.
  const plots = plotsOf(series, direction);
  return (
    <Suspense fallback={<div className={styles.plotsToCome} />}>
      <div className={styles.plots}>
        {plots.map((data) => (
          <Plot key={`${subject.value}-${data.id}`} seconds={series.seconds} data={data} />
        ))}
      </div>
    </Suspense>
  );
}
