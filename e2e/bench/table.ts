import type { Case, Figures } from './figures.ts';

/** Columns: heading, figure, digits after the point. */
const COLUMNS: readonly (readonly [string, keyof Figures, number])[] = [
  ['cpu', 'senderMs', 2],
  ['all', 'treeMs', 2],
  ['fps min', 'fpsMin', 1],
  ['med', 'fpsMedian', 1],
  ['px', 'heightMin', 0],
  ['enc ms', 'encodeMs', 1],
  ['enc/s', 'encodedFps', 0],
  ['by', 'encoders', 0],
  ['load', 'encodeLoad', 0],
  ['Mpx', 'encodedPixels', 1],
  ['kbit/s', 'uplinkKbps', 0],
  ['first', 'firstPictureMs', 0],
  ['still', 'firstStillMs', 0],
  ['delay', 'delayP50', 0],
  ['p95', 'delayP95', 0],
  ['gap', 'maxGapMs', 0],
  ['MB', 'rssMb', 0],
  ['drawn', 'drawnFps', 1],
  ['others', 'othersPercent', 0],
];

export const LEGEND = `cpu, all: CPU ms per viewer frame, of the process that encodes and sends, of the sharer's whole browser
fps: different frames a second at the worst and at the median viewer; px: the lowest picture at any viewer
enc ms, enc/s, by: ms per full-size frame, such frames a second, from how many encoders
load, Mpx: ms and millions of pixels a second in all encoders
first, still: ms from joining to the first readable picture of who comes late, on a moving and on a still page
delay, p95, gap: ms from drawing to decoded frame, at the first who came, and the longest time without a new one at any
MB: of the process that encodes and sends; drawn: frames a second that the page itself drew
others: % of a core that went neither to the two browsers nor to the benchmark: the machine was not calm where that is much`;

/** The cases as lines of text, one situation a line. */
export function table(cases: readonly Case[]): string {
  const rows = cases.map((one) => [
    `${one.codec} ${one.height}p`,
    String(one.viewers),
    one.mode,
    ...COLUMNS.map(([, name, digits]) => one.figures[name]?.toFixed(digits) ?? '–'),
  ]);
  const all = [['', 'viewers', '', ...COLUMNS.map(([heading]) => heading)], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '))
    .join('\n');
}
