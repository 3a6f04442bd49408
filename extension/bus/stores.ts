import * as v from 'valibot';
import { storage } from 'wxt/utils/storage';
import { DEFAULT_SETTINGS, repairSettings, type Settings } from '../core/settings.ts';
import { IDLE, type Snapshot } from '../core/snapshot.ts';
import { uplinkRecordSchema, type UplinkRecord } from '../core/uplink-budget.ts';

/** What the person chose: kept for good, in every context but the offscreen document (which has no storage). */
const settingsItem = storage.defineItem<unknown>('local:settings', { fallback: DEFAULT_SETTINGS });

export async function readSettings(): Promise<Settings> {
  return repairSettings(await settingsItem.getValue());
}

export async function changeSettings(patch: Partial<Settings>): Promise<Settings> {
  const next = repairSettings({ ...(await readSettings()), ...patch });
  await settingsItem.setValue(next);
  return next;
}

/** @returns ends the watch */
export function watchSettings(changed: (settings: Settings) => void): () => void {
  return settingsItem.watch((value) => changed(repairSettings(value)));
}

/** A share that the offscreen document is on. */
export interface SharingRecord {
  readonly shareId: string;
  /** Full room link. */
  readonly link: string;
  /** The link is on the clipboard. */
  readonly copied: boolean;
  /** The shared tab; null for a window or screen. */
  readonly tabId: number | null;
  /** The site that the tab is on; null where that is not known. */
  readonly page: string | null;
  /** The listed site (`Settings.pauseOnLeave`) that it is not to leave unseen; null for none. */
  readonly site: string | null;
}

/** The share under way, or null: kept until the browser closes. */
export const sharingItem = storage.defineItem<SharingRecord | null>('session:sharing', { fallback: null });

/** The person asked for "pause when I leave this site", and the browser asks whether Porthole may know the site. */
export const guardAskedItem = storage.defineItem<boolean>('session:guard-asked', { fallback: false });

/** What shares have shown of the way out; null before the first. */
export const uplinkItem = storage.defineItem<unknown>('local:uplink', { fallback: null });

export async function readUplink(): Promise<UplinkRecord | null> {
  const read = v.safeParse(uplinkRecordSchema, await uplinkItem.getValue());
  return read.success ? read.output : null;
}
/** What was typed into the chat and not sent: the popup closes at any click elsewhere. In memory alone. */
export const chatDraftItem = storage.defineItem<string>('session:chat-draft', { fallback: '' });

/** Whether the welcome page was shown: an unpacked extension is "installed" again at every start of the browser. */
export const welcomedItem = storage.defineItem<boolean>('local:welcomed', { fallback: false });

/** How the last share ended, for a popup that opens after the offscreen document is gone. */
export const lastSnapshotItem = storage.defineItem<Snapshot>('session:last', { fallback: IDLE });
