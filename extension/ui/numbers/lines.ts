import type { Direction, Series } from '../../core/history.ts';
import { bitrateText } from '../format.ts';
import { fpsText, lineLabel, msText, plotLabel, PLOT_WORDS } from './words.ts';

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
  const frames = direction === 'up' ? PLOT_WORDS.sent : PLOT_WORDS.decoded;
  return [
    {
      id: 'rate',
      title: PLOT_WORDS.rate,
      lines: [{ name: PLOT_WORDS.rate, values: series.kbps }],
      text: (kbps) => (kbps === null ? fpsText(null) : bitrateText(kbps)),
      leastTop: 500,
    },
    {
      id: 'frames',
      title: PLOT_WORDS.frames,
      lines: [
        { name: frames, values: series.fps },
        { name: PLOT_WORDS.shown, values: series.shownFps },
      ],
      text: fpsText,
      leastTop: 30,
    },
    {
      id: 'times',
      title: PLOT_WORDS.times,
      lines: [
        { name: PLOT_WORDS.delay, values: series.delayMs },
        { name: PLOT_WORDS.roundTrip, values: series.rttMs },
      ],
      text: msText,
      leastTop: 100,
    },
  ];
}

/** The same in words. */
export function labelOf({ title, lines, text }: PlotData): string {
  const spoken = lines.flatMap(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return [];
    return [lineLabel(name, text(values.at(-1) ?? null), text(Math.min(...known)), text(Math.max(...known)))];
  });
  return plotLabel(title, spoken);
}

/** Top of an axis: the greatest value with some air. @returns never 0 */
export function topOf({ lines, leastTop }: PlotData): number {
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  return Math.max(leastTop, ...known) * 1.1;
}
