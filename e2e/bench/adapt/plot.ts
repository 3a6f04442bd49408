import type { Place } from '../../../extension/core/ladder-places.ts';
import { percentile } from '../../harness/percentile.ts';
import type { SeenFrame } from '../../probe/picture.ts';
import { fpsFrom, type Outcome } from './outcome.ts';
import type { AdaptRun } from './run.ts';

/** px */
const WIDTH = 1100;
const LEFT = 74;
const RIGHT = 26;
const TOP = 84;
const PANEL = 118;
const GAP = 34;

const INK = '#1d2733';
const MUTED = '#6b7785';
const GRID = '#e7ebf0';
const COLOURS = { blue: '#2563eb', teal: '#0d9488', amber: '#d97706', rose: '#e11d48', slate: '#94a3b8' };

interface Line {
  readonly label: string;
  readonly colour: string;
  /** [s, value] */
  readonly points: readonly (readonly [number, number])[];
  /** The value holds until the next point. */
  readonly steps?: boolean;
  readonly filled?: boolean;
  readonly dashed?: boolean;
}

interface Panel {
  readonly title: string;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly lines: readonly Line[];
  readonly notes?: readonly Note[];
}

/** A word at a moment. */
interface Note {
  /** s */
  readonly at: number;
  readonly words: string;
}

/** A run as a picture: rates, height, the Ladder's rung and why, frames a second and delay over time. @returns SVG */
export function plot(title: string, run: AdaptRun, outcome: Outcome): string {
  const from = run.limits[0]?.at ?? 0;
  const seconds = (run.endedAt - from) / 1000;
  const panels = panelsOf(run, from);
  const height = TOP + panels.length * (PANEL + GAP) + 24;
  const x = (s: number): number =>
    LEFT + (Math.min(Math.max(s, 0), seconds) / seconds) * (WIDTH - LEFT - RIGHT);
  const parts = panels.map((panel, index) => drawPanel(panel, TOP + index * (PANEL + GAP), x));
  const bottom = TOP + panels.length * (PANEL + GAP) - GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="Inter, DejaVu Sans, sans-serif">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(LEFT, 34, title, { size: 20, weight: 600, fill: INK }),
    text(LEFT, 58, summary(outcome), { size: 13, fill: MUTED }),
    run.limits.map(({ at }) => marker(x((at - from) / 1000), bottom)).join(''),
    ...parts,
    timeAxis(seconds, x, bottom),
    '</svg>',
  ].join('\n');
}

function summary(outcome: Outcome): string {
  return [
    `longest freeze ${say(outcome.longestFreezeMs, 'ms')}`,
    `15 fps after ${say(outcome.backTo15fpsMs, 'ms')}`,
    `full again after ${say(outcome.fullRungAfterMs, 'ms')}`,
    `delay p95 while low ${say(outcome.delayP95Ms, 'ms')}`,
    `${outcome.switchesPerMinute} switches a minute`,
  ].join('  ·  ');
}

function say(value: number | null, unit: string): string {
  return value === null ? 'never' : `${value} ${unit}`;
}

function panelsOf(run: AdaptRun, from: number): readonly Panel[] {
  const s = (at: number): number => (at - from) / 1000;
  const end = s(run.endedAt);
  const limits = run.limits.map(({ at, kbps }) => [s(at), kbps / 1000] as const);
  const estimate = run.link.flatMap(({ at, estimate: bps }) =>
    bps === null ? [] : [[s(at), bps / 1e6] as const],
  );
  const sent = run.link.slice(1).map(({ at, sent: bytes }, index) => {
    const before = run.link[index];
    const elapsed = before ? at - before.at : 0;
    return [s(at), before && elapsed > 0 ? ((bytes - before.sent) * 8) / 1000 / elapsed : 0] as const;
  });
  const most = Math.max(...limits.map(([, mbps]) => mbps));
  const [other = []] = run.others;
  return [
    {
      title: 'Mbps',
      max: Math.min(12, most * 1.15),
      ticks: [0, most / 2, most],
      lines: [
        {
          label: 'link',
          colour: COLOURS.slate,
          points: [...limits, [end, limits.at(-1)?.[1] ?? 0]],
          steps: true,
          filled: true,
        },
        { label: 'estimate', colour: COLOURS.amber, points: estimate, dashed: true },
        { label: 'sent', colour: COLOURS.blue, points: sent },
      ],
    },
    {
      title: 'height, px',
      max: run.fullHeight * 1.15,
      ticks: [0, run.fullHeight / 3, (run.fullHeight * 2) / 3, run.fullHeight],
      lines: [
        {
          label: 'shown',
          colour: COLOURS.teal,
          points: run.shaped.map((f) => [s(f.at), f.height]),
          steps: true,
          filled: true,
        },
      ],
    },
    ...ladderPanel(run, s, end),
    {
      title: 'frames a second',
      max: 36,
      ticks: [0, 15, 30],
      lines: [
        { label: 'another viewer', colour: COLOURS.slate, points: fpsLine(other, from, end) },
        { label: 'shaped', colour: COLOURS.blue, points: fpsLine(run.shaped, from, end) },
      ],
    },
    {
      title: 'delay, ms',
      max: 1000,
      ticks: [0, 400, 800],
      lines: [
        { label: 'another viewer', colour: COLOURS.slate, points: delayLine(other, s) },
        { label: 'shaped', colour: COLOURS.rose, points: delayLine(run.shaped, s) },
      ],
    },
  ];
}

/** What the Ladder chose, of which layers, and why; none where it has no say. */
function ladderPanel({ trace }: AdaptRun, s: (at: number) => number, end: number): readonly Panel[] {
  const rungs = trace[0]?.context.rungs.length ?? 0;
  if (rungs === 0) return [];
  // Full height is the first rung with all its layers; a layer less is a third of a step down.
  const level = ({ rung, temporal }: Place): number => rungs - rung - (2 - temporal) / 3;
  const moves = trace.flatMap(({ sample, decision }) => (decision ? [{ at: s(sample.at), decision }] : []));
  const before = moves.findLast(({ at }) => at < 0);
  const during = moves.filter(({ at }) => at >= 0 && at <= end);
  const started = before ? level(before.decision) : rungs;
  const points = [[0, started], ...during.map(({ at, decision }) => [at, level(decision)])] as [
    number,
    number,
  ][];
  const last = points.at(-1)?.[1] ?? started;
  return [
    {
      title: `rung (${rungs} = the best; a third less for each layer left out), and why`,
      max: rungs * 1.3,
      ticks: Array.from({ length: rungs + 1 }, (_, index) => index),
      lines: [
        {
          label: 'told',
          colour: COLOURS.amber,
          points: [...points, [end, last]],
          steps: true,
          filled: true,
        },
      ],
      notes: during.map(({ at, decision }) => ({ at, words: decision.reason })),
    },
  ];
}

function fpsLine(
  frames: readonly SeenFrame[],
  from: number,
  end: number,
): readonly (readonly [number, number])[] {
  const count = Math.floor((end - 0.5) * 4);
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const at = 0.25 + index / 4;
    return [at, fpsFrom(frames, from + at * 1000 - 250, 500)] as const;
  });
}

/** The median of every few frames: single ones jump. */
function delayLine(
  frames: readonly SeenFrame[],
  s: (at: number) => number,
): readonly (readonly [number, number])[] {
  const known = frames.flatMap(({ at, latencyMs }) =>
    latencyMs === null ? [] : [[s(at), latencyMs] as const],
  );
  return known.map(([at], index) => {
    const near = known.slice(Math.max(0, index - 2), index + 3).map(([, ms]) => ms);
    return [at, percentile(near, 0.5) ?? 0] as const;
  });
}

function drawPanel(
  { title, max, ticks, lines, notes = [] }: Panel,
  top: number,
  x: (s: number) => number,
): string {
  const y = (value: number): number => top + PANEL - (Math.min(Math.max(value, 0), max) / max) * PANEL;
  const grid = ticks.map(
    (tick) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${n(y(tick))}" y2="${n(y(tick))}" stroke="${GRID}"/>` +
      text(LEFT - 10, y(tick) + 4, String(Math.round(tick * 10) / 10), {
        size: 12,
        fill: MUTED,
        anchor: 'end',
      }),
  );
  const legend = lines.toReversed().map(({ label, colour }, index) => {
    const right = WIDTH - RIGHT - index * 128;
    return (
      `<rect x="${right - 118}" y="${top - 17}" width="14" height="4" rx="2" fill="${colour}"/>` +
      text(right - 98, top - 11, label, { size: 12, fill: MUTED })
    );
  });
  return [
    text(LEFT, top - 11, title, { size: 13, weight: 600, fill: INK }),
    ...grid,
    ...lines.map((line) => drawLine(line, x, y)),
    ...drawNotes(notes, top, x),
    ...legend,
  ].join('\n');
}

/** px that a word takes, and that two lines of words are apart. */
const NOTE = { width: 62, line: 13 };

/** In as many lines as it takes for no two words to cover each other, from the top. */
function drawNotes(notes: readonly Note[], top: number, x: (s: number) => number): readonly string[] {
  const ends: number[] = [];
  return notes.map(({ at, words }) => {
    const left = x(at);
    const free = ends.findIndex((end) => end <= left);
    const line = free < 0 ? ends.length : free;
    ends[line] = left + NOTE.width;
    return text(left + 3, top + 10 + line * NOTE.line, words, { size: 11, fill: INK });
  });
}

function drawLine(
  { points, colour, steps, filled, dashed }: Line,
  x: (s: number) => number,
  y: (value: number) => number,
): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return '';
  const path = points
    .map(([s, value], index) => {
      if (index === 0) return `M${n(x(s))} ${n(y(value))}`;
      return steps ? `H${n(x(s))}V${n(y(value))}` : `L${n(x(s))} ${n(y(value))}`;
    })
    .join('');
  const area = filled
    ? `<path d="${path}V${n(y(0))}H${n(x(first[0]))}Z" fill="${colour}" fill-opacity="0.14"/>`
    : '';
  const dash = dashed ? ' stroke-dasharray="5 4"' : '';
  return `${area}<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.8" stroke-linejoin="round"${dash}/>`;
}

function timeAxis(seconds: number, x: (s: number) => number, bottom: number): string {
  const marks = Array.from({ length: Math.floor(seconds / 5) + 1 }, (_, index) => index * 5);
  return marks
    .map((s) => text(x(s), bottom + 22, `${s} s`, { size: 12, fill: MUTED, anchor: 'middle' }))
    .join('\n');
}

function marker(x: number, bottom: number): string {
  return `<line x1="${n(x)}" x2="${n(x)}" y1="${TOP}" y2="${bottom}" stroke="${COLOURS.slate}" stroke-dasharray="2 4"/>`;
}

interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: 'middle' | 'end';
}

function text(
  x: number,
  y: number,
  content: string,
  { size, fill, weight = 400, anchor }: TextStyle,
): string {
  const side = anchor ? ` text-anchor="${anchor}"` : '';
  const safe = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${n(x)}" y="${n(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}"${side}>${safe}</text>`;
}

function n(value: number): string {
  return value.toFixed(1);
}
