import { percentile } from '../harness/percentile.ts';

/** `engine`: each rung encoded once. `mesh`: compatibility mode, everyone encoded for apart. */
export type Mode = 'engine' | 'mesh';

export const BENCH_CODECS = ['h264', 'av1', 'vp9'] as const;

export type BenchCodec = (typeof BENCH_CODECS)[number];

/** What is measured. */
interface Situation {
  readonly mode: Mode;
  readonly codec: BenchCodec;
  /** px, of the shared page */
  readonly height: number;
  readonly viewers: number;
}

/** null: nothing came that could be measured */
type Figure = number | null;

export interface Figures {
  /** ms of CPU time, of the process that encodes and sends, for each different frame that reached a viewer */
  readonly senderMs: Figure;
  /** The same of the sharer's whole browser: painting and capturing the page too. */
  readonly treeMs: Figure;
  /** different frames a second at the viewer that got fewest */
  readonly fpsMin: Figure;
  readonly fpsMedian: Figure;
  /** px, the lowest picture at any viewer who decodes */
  readonly heightMin: Figure;
  /** ms that a full-size frame took to encode, the mean */
  readonly encodeMs: Figure;
  /** full-size frames encoded a second, by how many encoders */
  readonly encodedFps: Figure;
  readonly encoders: Figure;
  /** ms a second in all encoders */
  readonly encodeLoad: Figure;
  /** millions of pixels a second through all encoders: their work, whatever else the machine does */
  readonly encodedPixels: Figure;
  readonly uplinkKbps: Figure;
  /**
   * ms from joining to the first readable picture (the first whole key frame where nobody decodes), the median of those
   * who come late to a page that moves, in a room of four
   */
  readonly firstPictureMs: Figure;
  /** The same on a page in which nothing moves. */
  readonly firstStillMs: Figure;
  /** ms from the drawing in the page to the decoded frame: the median of the medians of those who decode */
  readonly delayP50: Figure;
  /** The same of the slowest twentieth. */
  readonly delayP95: Figure;
  /** ms, the longest time without a new frame at any viewer */
  readonly maxGapMs: Figure;
  /** MB, of the process that encodes and sends */
  readonly rssMb: Figure;
  /** % of one core that went neither to the two browsers nor to the benchmark itself: above some 10 the figures are not worth much */
  readonly othersPercent: Figure;
  /** frames a second that the page itself drew: what could be had at best */
  readonly drawnFps: Figure;
}

export interface Case extends Situation {
  readonly figures: Figures;
}

/** Figures that say how good the engine is, all of one run. */
export interface Ratios {
  readonly cpuRatio14_720: Figure;
  readonly cpuRatio14_1080: Figure;
  readonly treeRatio14_720: Figure;
  readonly treeRatio14_1080: Figure;
  readonly worstFpsRatio14_720: Figure;
  readonly encodeRatio14: Figure;
  readonly encodePixelRatio14: Figure;
  readonly delayRatio: Figure;
  readonly delayRatio4: Figure;
  readonly firstPictureRatio: Figure;
  readonly firstStillRatio: Figure;
}

/** What the ratios mean, for --help and for whoever reads the last line. `@N` is at N viewers. */
export const DEFINITIONS: Readonly<Record<keyof Ratios, string>> = {
  cpuRatio14_720:
    'CPU ms per viewer frame of the process that encodes and sends: mesh@14 / engine@14, 720p30',
  cpuRatio14_1080: 'the same at 1080p30',
  treeRatio14_720: "the same of the sharer's whole browser, which also paints and captures the page, 720p30",
  treeRatio14_1080: 'the same at 1080p30',
  worstFpsRatio14_720: 'fps of the worst viewer: engine@14 / mesh@1 (the single plain connection), 720p30',
  encodeRatio14:
    'ms a second spent in all encoders, the dummies too: engine@14 / engine@1, 720p30 (wall time: it grows as well with what else the machine does)',
  encodePixelRatio14: 'the same of the pixels that they encoded: what does not depend on the machine',
  delayRatio: 'median delay from drawing to decoded frame: engine@14 / mesh@1, 720p30',
  delayRatio4: 'the same: engine@4 / mesh@1',
  firstPictureRatio:
    'join to first picture of a late joiner, moving page: engine / mesh at 4 viewers, 720p30',
  firstStillRatio: 'the same on a page in which nothing moves',
};

/** One case for each situation: the median of each figure over the rounds. */
export function medians(cases: readonly Case[]): readonly Case[] {
  const situations = new Map<string, Case[]>();
  for (const one of cases) {
    const situation = [one.codec, one.height, one.viewers, one.mode].join();
    situations.set(situation, [...(situations.get(situation) ?? []), one]);
  }
  return [...situations.values()].flatMap((rounds) => {
    const [first] = rounds;
    return first ? { ...first, figures: medianOf(rounds.map(({ figures }) => figures)) } : [];
  });
}

/** @param cases one for each situation @returns null for what was not measured in this run */
export function ratiosOf(cases: readonly Case[], codec: BenchCodec): Ratios {
  const figure = (mode: Mode, height: number, viewers: number, name: keyof Figures): Figure =>
    cases.find(
      (one) => one.mode === mode && one.codec === codec && one.height === height && one.viewers === viewers,
    )?.figures[name] ?? null;
  const cpu = (height: number, name: 'senderMs' | 'treeMs'): Figure =>
    over(figure('mesh', height, 14, name), figure('engine', height, 14, name));
  const crowd = (name: 'encodeLoad' | 'encodedPixels'): Figure =>
    over(figure('engine', 720, 14, name), figure('engine', 720, 1, name));
  const delay = (viewers: number): Figure =>
    over(figure('engine', 720, viewers, 'delayP50'), figure('mesh', 720, 1, 'delayP50'));
  const late = (name: 'firstPictureMs' | 'firstStillMs'): Figure =>
    over(figure('engine', 720, 4, name), figure('mesh', 720, 4, name));
  return {
    cpuRatio14_720: cpu(720, 'senderMs'),
    cpuRatio14_1080: cpu(1080, 'senderMs'),
    treeRatio14_720: cpu(720, 'treeMs'),
    treeRatio14_1080: cpu(1080, 'treeMs'),
    worstFpsRatio14_720: over(figure('engine', 720, 14, 'fpsMin'), figure('mesh', 720, 1, 'fpsMedian')),
    encodeRatio14: crowd('encodeLoad'),
    encodePixelRatio14: crowd('encodedPixels'),
    delayRatio: delay(14),
    delayRatio4: delay(4),
    firstPictureRatio: late('firstPictureMs'),
    firstStillRatio: late('firstStillMs'),
  };
}

export function median(values: readonly Figure[]): Figure {
  return percentile(
    values.filter((value) => value !== null),
    0.5,
  );
}

function medianOf(figures: readonly Figures[]): Figures {
  const names = Object.keys(figures[0] ?? {}) as (keyof Figures)[];
  const entries = names.map((name) => [name, median(figures.map((one) => one[name]))] as const);
  return Object.fromEntries(entries) as Record<keyof Figures, Figure>;
}

function over(one: Figure, other: Figure): Figure {
  return one === null || other === null || other === 0 ? null : Math.round((one / other) * 1000) / 1000;
}
