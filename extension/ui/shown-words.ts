import type { Shown } from '../core/shown.ts';
import { bitrateText, fpsText, lineText } from './format.ts';
import { t } from './i18n/language.ts';

/** What the viewer is told of the picture on its stage. */
export function shownWords({ lines, fps, reason, linkKbps }: Shown): string {
  const picture = t('shown.picture', { lines: lineText(lines), fps: fpsText(fps) });
  if (reason === 'link' && linkKbps !== null)
    return t('shown.linkRate', { picture, rate: bitrateText(linkKbps) });
  if (reason === 'asked' && lines === 0) return t('shown.askedNone');
  if (reason === 'hidden' && lines === 0) return t('shown.hiddenNone');
  return t(`shown.${reason}`, { picture });
}

/** Whether what holds the picture back is worth a word without being asked: nobody wished for it. */
export function isWeak({ reason }: Shown): boolean {
  return reason === 'link' || reason === 'uplink' || reason === 'cpu' || reason === 'decoder';
}

/** Why a viewer gets no more, for the sharer's list; empty where there is nothing to say. */
export function heldWords({ reason, linkKbps }: Shown): string {
  if (reason === 'full') return '';
  if (reason === 'link' && linkKbps !== null) return t('held.linkRate', { rate: bitrateText(linkKbps) });
  return t(`held.${reason}`);
}

/** What the sharer's own way out carries. @param kbps kbit/s */
export function uplinkWords(kbps: number): string {
  return t('uplink.carries', { rate: bitrateText(kbps) });
}
