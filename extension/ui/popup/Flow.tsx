import { useCallback, useSyncExternalStore } from 'react';
import { ChartNoAxesColumn } from 'lucide-react';
import type { HistorySource } from '../../bus/room-host.ts';
import { seriesOf } from '../../core/history.ts';
import { bitrateText } from '../format.ts';
import { t } from '../i18n/language.ts';
import { Sparkline } from '../numbers/Sparkline.tsx';
import { Button } from '../pieces/Button.tsx';
import styles from './Flow.module.css';

interface FlowProps {
  readonly source: HistorySource;
  /** kbit/s to all viewers together */
  readonly kbps: number;
  readonly onDetails: () => void;
}

/** How the bit rate went of late, and the way to all the other numbers. */
export function Flow({ source, kbps, onDetails }: FlowProps) {
  const subscribe = useCallback((listener: () => void) => source.followHistory(listener), [source]);
  const history = useSyncExternalStore(subscribe, source.getHistory);
  const series = seriesOf(history, { direction: 'up', peer: null });
  return (
    <div className={styles.flow}>
      <Sparkline
        seconds={series.seconds}
        values={series.kbps}
        label={t('plot.spark', { now: bitrateText(kbps) })}
      />
      <Button look="quiet" icon={<ChartNoAxesColumn />} onClick={onDetails} data-testid="details">
        {t('numbers.details')}
      </Button>
    </div>
  );
}
