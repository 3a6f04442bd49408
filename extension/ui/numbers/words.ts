import type { Health } from '../../core/health.ts';
import type { MediaStats } from '../../core/snapshot.ts';
import { PATH_WORDS } from '../words.ts';

/** What is drawn, and each of its lines. */
export const PLOT_WORDS = {
  rate: 'Bit rate',
  frames: 'Frames',
  times: 'Delay',
  sent: 'Sent',
  decoded: 'Decoded',
  shown: 'On screen',
  delay: 'To the screen',
  roundTrip: 'Round trip',
  none: 'Nothing was measured yet.',
} as const;

/** Names of the figures. */
export const FIGURE_WORDS = {
  up: 'Up',
  down: 'Down',
  size: 'Size',
  sound: 'Sound',
  captured: 'Captured',
  encoded: 'Encoded',
  sent: 'Sent',
  decoded: 'Decoded',
  screen: 'On screen',
  codec: 'Codec',
  encoder: 'Encoder',
  decoder: 'Decoder',
  delay: 'Delay',
  roundTrip: 'Round trip',
  loss: 'Loss',
  buffer: 'Jitter buffer',
  freezes: 'Freezes',
  path: 'Path',
  people: 'People',
  upload: 'Upload carries',
} as const;

export type FigureName = keyof typeof FIGURE_WORDS;

export const NUMBERS_WORDS = {
  title: 'Numbers',
  about: 'About',
  figures: 'Figures',
  everyone: 'Everyone who watches',
  back: 'Back',
  details: 'Details',
  copy: 'Copy report',
  copied: 'Copied',
  report: 'Report',
  /** What the report is. */
  use: 'For a bug report. No names, links or addresses are in it.',
  refused: 'The browser doesn’t let Porthole copy. Copy this text yourself:',
  nobody: 'Nobody watches yet: there is nothing to measure.',
  measured: 'Delay: measured from capture to screen.',
  reckoned:
    'Delay: the sum of encoding, half the round trip, jitter buffer and decoding. The real one is a little longer.',
  none: '–',
} as const;

/** @param who what the peer is called */
export function subjectWords(direction: 'up' | 'down', who: string): string {
  return direction === 'up' ? `To ${who}` : `From ${who}`;
}

export function fpsText(fps: number | null): string {
  return fps === null ? NUMBERS_WORDS.none : `${Math.round(fps)} fps`;
}

export function msText(ms: number | null): string {
  return ms === null ? NUMBERS_WORDS.none : `${Math.round(ms)} ms`;
}

/** `about 60 ms` where it was not measured. */
export function delayText({ delayMs, delayReckoned }: MediaStats['journey']): string {
  return delayMs !== null && delayReckoned ? `about ${msText(delayMs)}` : msText(delayMs);
}

/** `Hardware, 6.2 ms` @param ms for a frame */
export function deviceText(hardware: boolean | null, ms: number | null): string {
  const device = hardware === null ? null : hardware ? 'Hardware' : 'Software';
  const time = ms === null ? null : `${Math.round(ms * 10) / 10} ms`;
  return [device, time].filter((part) => part !== null).join(', ') || NUMBERS_WORDS.none;
}

/** `Direct, IPv6` */
export function pathText({ path, ipv6 }: Pick<MediaStats, 'path' | 'ipv6'>): string {
  if (path === null) return NUMBERS_WORDS.none;
  return ipv6 ? `${PATH_WORDS[path]}, IPv6` : PATH_WORDS[path];
}

/** How far back, in words. @param seconds 0 or less */
export function agoText(seconds: number): string {
  if (seconds > -0.5) return 'now';
  return seconds <= -60 && seconds % 60 === 0 ? `−${-seconds / 60} min` : `−${Math.round(-seconds)} s`;
}

/** A plot for those who do not see it. */
export function plotLabel(title: string, lines: readonly string[]): string {
  return `${title}, the last 2 minutes. ${lines.length === 0 ? PLOT_WORDS.none : `${lines.join('. ')}.`}`;
}

/** One of its lines. */
export function lineLabel(name: string, now: string, least: string, most: string): string {
  return `${name}: now ${now}, between ${least} and ${most}`;
}

/** How the picture does on its way to a viewer. */
const HEALTH_WORDS: Readonly<Record<Health, string>> = {
  good: 'Good',
  fair: 'Fair',
  poor: 'Poor',
  quiet: '',
};

/** In the sharer's list: `Good · 80 ms`. */
export function healthWords(health: Health, journey: MediaStats['journey'] | null): string {
  const known = journey !== null && journey.delayMs !== null;
  return known ? `${HEALTH_WORDS[health]} · ${delayText(journey)}` : HEALTH_WORDS[health];
}

/** @param now what the line ends with */
export function sparkLabel(now: string): string {
  return `Bit rate of the last 2 minutes, now ${now}`;
}
