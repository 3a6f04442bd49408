import { HISTORY_MS } from '../../core/history.ts';
import styles from './Sparkline.module.css';
import { sparkPath } from './spark-path.ts';

interface SparklineProps {
  /** s before now, ascending */
  readonly seconds: readonly number[];
  readonly values: readonly (number | null)[];
  /** The same in words. */
  readonly label: string;
}

const [WIDTH, HEIGHT] = [120, 24];

/** A small line without axes: how it went in the last two minutes. */
export function Sparkline({ seconds, values, label }: SparklineProps) {
  const path = sparkPath(seconds, values, { width: WIDTH, height: HEIGHT, seconds: HISTORY_MS / 1000 });
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      // An inline drawing has no <img> to be.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="img"
      aria-label={label}
      data-testid="spark"
    >
      <path className={styles.area} d={path.area} />
      <path className={styles.line} d={path.line} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
