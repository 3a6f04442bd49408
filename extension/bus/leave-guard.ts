import { browser, type Browser } from 'wxt/browser';
import type { Settings } from '../core/settings.ts';
import { depart, listedSite, siteOf, withSite } from '../core/sites.ts';
import { sendMessage } from './messages.ts';
import { hasOffscreen, isOffscreenOpen } from './offscreen.ts';
import { mayWatchNavigation } from './permissions.ts';
import { changeSettings, guardAskedItem, readSettings, sharingItem, type SharingRecord } from './stores.ts';

/**
 * "Pause when I leave this site": the worker sees where the shared tab goes, and has the offscreen document hide the
 * picture. It does so when a navigation begins, before the other site has even been asked for its page; a redirect is
 * seen when the page is there, and before it is painted.
 */

/** The web's own mutex: one step after the other, also across the worker's deaths. */
const GUARD_LOCK = 'leave-guard';

/** Follows the shared tab from now on, where that is allowed. To be called as the worker starts, and when it is allowed. */
export function watchLeaving(): void {
  // Optional: without the permission the whole namespace is missing.
  const events = 'webNavigation' in browser ? browser.webNavigation : null;
  if (!events || events.onCommitted.hasListener(committed)) return;
  events.onBeforeNavigate.addListener(begun);
  events.onCommitted.addListener(committed);
  events.onErrorOccurred.addListener(failed);
}

/** Where a tab is as its share begins. @returns nothing known where it is not allowed to look */
export async function placeOf(tabId: number | null): Promise<Pick<SharingRecord, 'page' | 'site'>> {
  if (tabId === null || !(await mayWatchNavigation())) return { page: null, site: null };
  const frame = await browser.webNavigation.getFrame({ tabId, frameId: 0 }).catch(() => null);
  const { pauseOnLeave } = await readSettings();
  return { page: frame && siteOf(frame.url), site: frame && listedSite(pauseOnLeave, frame.url) };
}

/** The list has changed: what it says of the shared tab counts at once. */
export async function followSites({ pauseOnLeave }: Pick<Settings, 'pauseOnLeave'>): Promise<void> {
  await change(async (record) => {
    const site = record.page === null ? null : listedSite(pauseOnLeave, record.page);
    if (site !== record.site) await keep({ ...record, site });
  });
}

/** The permission came, perhaps while the popup that asked for it was closed by the prompt: what was wanted is done. */
export async function navigationAllowed(): Promise<void> {
  watchLeaving();
  const isAsked = await guardAskedItem.getValue();
  await guardAskedItem.setValue(false);
  const record = await sharingItem.getValue();
  if (!record) return;
  const { page } = await placeOf(record.tabId);
  if (isAsked && page !== null) {
    const { pauseOnLeave } = await readSettings();
    await changeSettings({ pauseOnLeave: withSite(pauseOnLeave, page) });
  }
  await change(async (current) => keep({ ...current, ...(await placeOf(current.tabId)) }));
}

/** Keeps the worker awake while it has to see the shared tab leave: starting it takes longer than a page. */
export async function tellGuarded({ site }: Pick<SharingRecord, 'site'>): Promise<void> {
  if (hasOffscreen() && (await isOffscreenOpen()))
    await sendMessage('to-offscreen:guarded', site !== null).catch(() => undefined);
}

type Navigation = Pick<
  Browser.webNavigation.WebNavigationTransitionCallbackDetails,
  'tabId' | 'frameId' | 'url'
>;

function begun({ tabId, frameId, url }: Navigation): void {
  if (frameId !== 0) return;
  void change(async (record) => {
    if (record.tabId !== tabId) return;
    const { left } = await step(record, url);
    if (left !== null) await pause(left);
  });
}

function committed({ tabId, frameId, url }: Navigation): void {
  if (frameId !== 0) return;
  void change(async (record) => {
    if (record.tabId !== tabId) return;
    const { site, left } = await step(record, url);
    await keep({ ...record, page: siteOf(url), site });
    if (left !== null) await pause(left);
    else if (record.site !== null) await stayed(record.site);
  });
}

/** It is still where it was: a download, or nobody answered. */
function failed({ tabId, frameId }: Navigation): void {
  if (frameId !== 0) return;
  void change(async (record) => {
    if (record.tabId === tabId && record.site !== null) await stayed(record.site);
  });
}

async function step({ site }: SharingRecord, url: string) {
  const { pauseOnLeave } = await readSettings();
  return depart(pauseOnLeave, site, url);
}

const pause = (site: string) => tell({ action: 'pause', site });
const stayed = (site: string) => tell({ action: 'resume', site });

async function tell(control: { readonly action: 'pause' | 'resume'; readonly site: string }): Promise<void> {
  // A document that closes meanwhile shares nothing any more.
  await sendMessage('to-offscreen:control', control).catch(() => undefined);
}

async function keep(record: SharingRecord): Promise<void> {
  await sharingItem.setValue(record);
  await tellGuarded(record);
}

async function change(run: (record: SharingRecord) => Promise<void>): Promise<void> {
  await navigator.locks.request(GUARD_LOCK, async () => {
    const record = await sharingItem.getValue();
    if (record) await run(record);
  });
}
