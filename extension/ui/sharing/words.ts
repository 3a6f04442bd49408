import { PRESETS, type PresetId } from '../../core/presets.ts';
import type { UplinkBudget, UplinkRecord } from '../../core/uplink-budget.ts';
import { bitrateText, lineText } from '../format.ts';
import { t, words, type Words } from '../i18n/language.ts';

/** @param site the one that the shared tab has left */
export function leftSiteWords(site: string): Words {
  return { title: t('leftSite.title', { site }), hint: t('leftSite.hint') };
}

/** What the viewer shows instead of a picture that is paused. @param who what the sharer is called */
export function pausedWords(who: string): Words {
  return { title: t('pausedBy.title', { who }), hint: t('pausedBy.hint') };
}

/** @param site null where it is not known */
export function guardWords(site: string | null): string {
  return site === null ? t('guard.thisSite') : t('guard.site', { site });
}

/** The source could not be changed: what was shared goes on. */
export function sourceKeptWords(): Words {
  return words('sourceKept');
}

/** What a share will take of the upload, before it begins. */
export function budgetBefore(budget: UplinkBudget, record: UplinkRecord | null, preset: PresetId): string {
  const one = bitrateText(PRESETS[preset].maxBitrate / 1000);
  if (!record || budget.viewers === null) return t('budget.each', { one });
  const kbps = bitrateText(record.kbps);
  if (budget.viewers === 0)
    return record.full ? t('budget.none', { kbps, one }) : t('budget.unknown', { kbps, one });
  const count = budget.viewers;
  return record.full ? t('budget.enough', { count, kbps }) : t('budget.atLeast', { count, kbps });
}

/** What the Ladder makes of an upload that is short. @param viewers who watch now */
export function budgetShort(budget: UplinkBudget, record: UplinkRecord, viewers: number): string | null {
  if (budget.verdict !== 'short' || !budget.each) return null;
  const { lines, kbps } = budget.each;
  return t('budget.short', {
    count: viewers,
    need: bitrateText(budget.needKbps),
    kbps: bitrateText(record.kbps),
    each: bitrateText(kbps),
    lines: lineText(lines),
  });
}
