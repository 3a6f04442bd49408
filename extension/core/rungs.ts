import { senderSettings, type Size } from './encoding.ts';
import { PRESETS, type HintChoice, type Preset, type PresetId } from './presets.ts';

/** One encoding at or below the Preset. rungs[0] is the preset itself, in the source's own size. At most 3. */
export interface Rung {
  /** >= 1: never upscales */
  readonly scaleResolutionDownBy: number;
  /** frames a second */
  readonly maxFramerate: number;
  /** bit/s */
  readonly maxBitrate: number;
  /** bit/s below which this rung is no use, and the next one looks better */
  readonly minBitrate: number;
  /** Share of the weakest viewer's estimate that it takes. */
  readonly share: number;
  /** px of the shorter side, as encoded */
  readonly lines: number;
  /** width by height */
  readonly aspect: number;
}

/** Of `L1T3`: 2 is every frame, 1 each second, 0 each fourth. */
export type TemporalLayer = 0 | 1 | 2;

/**
 * The rungs below the preset, as shares of its picture: 1080p30 at 8 Mbps is followed by 720p at 2.4 and 360p at 0.6.
 * Both have the same bits a pixel, fewer than the preset: a ceiling for sharp text is no use to a thin link.
 */
const LOWER = [
  { lines: 2 / 3, bitrate: 0.3 },
  { lines: 1 / 3, bitrate: 0.075 },
] as const;

/** px of the shorter side: below that a screen can't be read, and a further encoder is wasted. */
const MIN_LINES = 180;
const MAX_LOWER_FPS = 30;

/** Share of a rung's rate at which the next rung's full rate (0.3 and 0.25 of it) begins to look better. */
const MIN_SHARE = 0.35;
/** The same of the last rung, which has nothing below: blurred and slow, but a picture. */
const LAST_MIN_SHARE = 0.25;
/** bit/s: no encoder makes anything of less. */
const LEAST_BITRATE = 100_000;

/** Share of the estimate that the picture gets; the rest is for retransmissions. */
const ESTIMATE_SHARE = 0.85;
/**
 * The same below the first rung, where more is hoped for: Chromium looks for more only while less than 65 % of the
 * estimate is used, sound included (AlrDetector); a fuller link's estimate rises by 8 % a second at best.
 */
const LOWER_SHARE = 0.55;
/** Share of the last rate within which a new one is not worth telling the encoder. */
const DEAD_BAND = 0.1;

/**
 * The encodings that a share is offered in, best first; a small source has fewer.
 * @param source px of the captured frames; null while it is unknown, then it is taken to be of the preset's size
 */
export function rungsOf(id: PresetId, hint: HintChoice, source: Size | null): readonly Rung[] {
  const preset = PRESETS[id];
  const { scaleResolutionDownBy, maxFramerate, maxBitrate } = senderSettings(id, hint, source);
  const size = source ?? preset;
  const fill = pixelShare(size, scaleResolutionDownBy, preset);
  const sourceLines = Math.min(size.width, size.height);
  const lower = LOWER.map(({ lines, bitrate }) => ({
    lines: even((sourceLines / scaleResolutionDownBy) * lines),
    maxBitrate: Math.max(LEAST_BITRATE, Math.round(rateAt30(preset) * bitrate * fill)),
  })).filter(({ lines }) => lines >= MIN_LINES);
  const last = lower.length;
  const aspect = size.width / size.height;
  return [
    {
      scaleResolutionDownBy,
      maxFramerate,
      maxBitrate,
      minBitrate: minBitrate(maxBitrate * fill, last === 0),
      share: ESTIMATE_SHARE,
      lines: Math.round(sourceLines / scaleResolutionDownBy),
      aspect,
    },
    ...lower.map((rung, index) => ({
      scaleResolutionDownBy: sourceLines / rung.lines,
      maxFramerate: Math.min(maxFramerate, MAX_LOWER_FPS),
      maxBitrate: rung.maxBitrate,
      minBitrate: minBitrate(rung.maxBitrate, index + 1 === last),
      share: LOWER_SHARE,
      lines: rung.lines,
      aspect,
    })),
  ];
}

/**
 * What a rung's one encoder is told now, so that the weakest of the viewers on it can follow. A viewer who can't carry
 * even `minBitrate` does not hold the others down further: the Ladder moves it.
 * @param estimates bit/s, `availableOutgoingBitrate` of each sink on the rung whose estimate is known
 * @param previous bit/s that the encoder was told last; changes of less than 10 % are not worth it
 * @returns bit/s
 */
export function rungBitrate(rung: Rung, estimates: readonly number[], previous?: number): number {
  const wanted = encoderBitrate(rung, estimates);
  if (previous === undefined || previous < rung.minBitrate || previous > rung.maxBitrate) return wanted;
  return Math.abs(wanted - previous) < DEAD_BAND * previous ? previous : wanted;
}

/** The same, without regard to what it was told before. */
export function encoderBitrate(rung: Rung, estimates: readonly number[]): number {
  const affordable = Math.min(rung.maxBitrate, rung.share * Math.min(...estimates));
  return Math.round(Math.max(rung.minBitrate, affordable));
}

/** Of a source smaller than the preset the same quality takes fewer bits, while the preset's ceiling stays. */
function pixelShare(size: Size, scale: number, preset: Preset): number {
  return (size.width * size.height) / scale ** 2 / (preset.width * preset.height);
}

function minBitrate(bitrate: number, last: boolean): number {
  return Math.max(LEAST_BITRATE, Math.round(bitrate * (last ? LAST_MIN_SHARE : MIN_SHARE)));
}

/** bit/s of the 30-fps preset of the same height: the lower rungs have at most 30 fps. */
function rateAt30(preset: Preset): number {
  const slow = Object.values(PRESETS).find(({ height, fps }) => height === preset.height && fps === 30);
  return (slow ?? preset).maxBitrate;
}

/** Encoders of 4:2:0 pictures want even sizes. */
function even(lines: number): number {
  return 2 * Math.round(lines / 2);
}
