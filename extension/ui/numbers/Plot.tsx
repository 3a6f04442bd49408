import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { HISTORY_MS } from '../../core/history.ts';
import { labelOf, topOf, type PlotData } from './lines.ts';
import { agoText } from './words.ts';
import styles from './Plot.module.css';

interface PlotProps {
  readonly seconds: readonly number[];
  readonly data: PlotData;
}

/** px */
const HEIGHT = 76;
const SPAN_S = HISTORY_MS / 1000;

/** One plot, with its lines' names and values: those of now, or of the moment under the pointer. */
export default function Plot({ seconds, data }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  useDrawing(place, seconds, data, setAt);
  const index = at !== null && at < seconds.length ? at : seconds.length - 1;
  return (
    <figure className={styles.figure} data-testid={`plot-${data.id}`}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>
          {data.title}
          {at !== null && <span className={styles.ago}> {agoText(seconds[index] ?? 0)}</span>}
        </span>
        <span className={styles.lines}>
          {data.lines.map(({ name, values }, line) => (
            <span key={name} className={styles.line} data-line={line}>
              {data.lines.length > 1 && (
                <>
                  <span className={styles.key} aria-hidden="true" />
                  {name}
                </>
              )}
              <span className={styles.value}>{data.text(values[index] ?? null)}</span>
            </span>
          ))}
        </span>
      </figcaption>
      {/* A canvas has no <img> to be. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div ref={place} className={styles.canvas} role="img" aria-label={labelOf(data)} />
    </figure>
  );
}

/** Keeps a canvas with what it shows, as wide as its place, in the colours of the theme. */
function useDrawing(
  place: React.RefObject<HTMLDivElement | null>,
  seconds: readonly number[],
  data: PlotData,
  pointAt: (index: number | null) => void,
): void {
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(data);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const drawn = new uPlot(options(element, latest, pointAt), columns([], latest.current), element);
    plot.current = drawn;
    const resize = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: HEIGHT }));
    resize.observe(element);
    const recolour = () => drawn.redraw();
    const theme = matchMedia('(prefers-color-scheme: light)');
    theme.addEventListener('change', recolour);
    const page = new MutationObserver(recolour);
    page.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resize.disconnect();
      theme.removeEventListener('change', recolour);
      page.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [place, pointAt]);

  useEffect(() => {
    latest.current = data;
    plot.current?.setData(columns(seconds, data));
  }, [seconds, data]);
}

function columns(seconds: readonly number[], { lines }: PlotData): uPlot.AlignedData {
  return [[...seconds], ...lines.map(({ values }) => (seconds.length === 0 ? [] : [...values]))];
}

function options(
  element: HTMLElement,
  latest: { readonly current: PlotData },
  pointAt: (index: number | null) => void,
): uPlot.Options {
  const colour = (token: string) => () => getComputedStyle(element).getPropertyValue(token);
  const axis = {
    stroke: colour('--text-muted'),
    font: `11px ${getComputedStyle(element).fontFamily}`,
    ticks: { show: false },
    grid: { stroke: colour('--border'), width: 1 },
  };
  const strokes = [
    { stroke: colour('--accent'), width: 2 },
    { stroke: colour('--warn'), width: 2, dash: [5, 3] },
  ];
  return {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [6, 22, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: [-SPAN_S, 0] },
      y: { range: () => [0, topOf(latest.current)] },
    },
    axes: [
      {
        ...axis,
        size: 20,
        gap: 5,
        splits: [-SPAN_S, -SPAN_S / 2, 0],
        values: (_plot, splits) => splits.map(agoText),
      },
      {
        ...axis,
        size: 58,
        gap: 4,
        space: 20,
        values: (_plot, splits) => splits.map((value) => latest.current.text(value)),
      },
    ],
    series: [
      {},
      ...latest.current.lines.map((_line, index) => ({ ...strokes[index], points: { show: false } })),
    ],
    hooks: { setCursor: [({ cursor }) => pointAt(cursor.idx ?? null)] },
  };
}
