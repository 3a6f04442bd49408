import type { Health } from '../../core/health.ts';
import type { Journey } from '../../core/journey.ts';
import type { MediaStats } from '../../core/snapshot.ts';
import { fpsText, msText } from '../format.ts';
import { t } from '../i18n/language.ts';

/** What is not known. */
export const NONE = '–';

export function knownFps(fps: number | null): string {
  return fps === null ? NONE : fpsText(fps);
}

export function knownMs(ms: number | null): string {
  return ms === null ? NONE : msText(ms);
}

/** `about 60 ms` where it was not measured. */
export function delayText({ delayMs, delayReckoned }: Journey): string {
  return delayMs !== null && delayReckoned ? t('stats.about', { time: msText(delayMs) }) : knownMs(delayMs);
}

/** `Hardware, 6.2 ms` @param ms for a frame */
export function deviceText(hardware: boolean | null, ms: number | null): string {
  const device = hardware === null ? null : t(hardware ? 'stats.hardware' : 'stats.software');
  const time = ms === null ? null : t('unit.ms', { value: Math.round(ms * 10) / 10 });
  return [device, time].filter((part) => part !== null).join(', ') || NONE;
}

/** `Direct, IPv6` */
export function pathText({ path, ipv6 }: Pick<MediaStats, 'path' | 'ipv6'>): string {
  if (path === null) return NONE;
  return ipv6 ? `${t(`path.${path}`)}, IPv6` : t(`path.${path}`);
}

/** How far back, in words. @param seconds 0 or less */
export function agoText(seconds: number): string {
  if (seconds > -0.5) return t('plot.now');
  if (seconds <= -60 && seconds % 60 === 0) return t('plot.minutesAgo', { value: -seconds / 60 });
  return t('plot.secondsAgo', { value: Math.round(-seconds) });
}

/** In the sharer's list: `Good · 80 ms`. */
export function healthWords(health: Exclude<Health, 'quiet'>, journey: Journey | null): string {
  const word = t(`health.${health}`);
  return journey !== null && journey.delayMs !== null ? `${word} · ${delayText(journey)}` : word;
}
