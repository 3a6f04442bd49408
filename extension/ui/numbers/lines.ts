import type { Direction, Series } from '../../core/history.ts';
import { bitrateText } from '../format.ts';
import { t } from '../i18n/language.ts';
import { knownFps, knownMs, NONE } from './words.ts';

/** One line of a plot. The second one of a plot is dashed: colour alone tells nothing to some eyes. */
interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** One plot over the last two minutes. */
export interface PlotData {
  readonly id: 'rate' | 'frames' | 'times';
  readonly title: string;
  readonly lines: readonly Line[];
  /** A value for people. */
  readonly text: (value: number | null) => string;
  /** Smallest top of the axis: what is small and steady shall not look like a storm. */
  readonly leastTop: number;
}

export function plotsOf(series: Series, direction: Direction): readonly PlotData[] {
  const frames = t(direction === 'up' ? 'stats.sent' : 'stats.decoded');
  return [
    {
      id: 'rate',
      title: t('plot.rate'),
      lines: [{ name: t('plot.rate'), values: series.kbps }],
      text: (kbps) => (kbps === null ? NONE : bitrateText(kbps)),
      leastTop: 500,
    },
    {
      id: 'frames',
      title: t('common.frames'),
      lines: [
        { name: frames, values: series.fps },
        { name: t('stats.screen'), values: series.shownFps },
      ],
      text: knownFps,
      leastTop: 30,
    },
    {
      id: 'times',
      title: t('stats.delay'),
      lines: [
        { name: t('plot.toScreen'), values: series.delayMs },
        { name: t('stats.roundTrip'), values: series.rttMs },
      ],
      text: knownMs,
      leastTop: 100,
    },
  ];
}

/** The same in words. */
export function labelOf({ title, lines, text }: PlotData): string {
  const spoken = lines.flatMap(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return [];
    const [least, most] = [text(Math.min(...known)), text(Math.max(...known))];
    return [t('plot.line', { name, now: text(values.at(-1) ?? null), least, most })];
  });
  return t('plot.label', { title, lines: spoken.join(' ') || t('plot.none') });
}

/** Top of an axis: the greatest value with some air. @returns never 0 */
export function topOf({ lines, leastTop }: PlotData): number {
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  return Math.max(leastTop, ...known) * 1.1;
}
