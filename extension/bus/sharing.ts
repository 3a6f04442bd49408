import { browser } from 'wxt/browser';
import { PortholeError, faultCode, type FaultCode } from '../core/faults.ts';
import { keysOfLink } from '../core/room-key.ts';
import type { Order } from '../core/host/hosting.ts';
import { formatRoomLink, parseRoomLink } from '../core/room-link.ts';
import type { Settings } from '../core/settings.ts';
import type { ShareControl } from '../core/share-control.ts';
import { IDLE, type EndReason, type Snapshot } from '../core/snapshot.ts';
import { placeOf, tellGuarded } from './leave-guard.ts';
import type {
  Badge,
  PointingChoice,
  RecordStep,
  ShareOver,
  ShareRequest,
  SwitchRequest,
} from './message-check.ts';
import { sendMessage, type Outcome } from './messages.ts';
import { closeOffscreen, hasOffscreen, isOffscreenOpen, openOffscreen } from './offscreen.ts';
import { mayDrawOnTabs } from './permissions.ts';
import { foundRoom, recallRoom } from './room-memory.ts';
import { serverOrigin } from './server.ts';
import { lastSnapshotItem, readSettings, sharingItem } from './stores.ts';

/** The worker's part of sharing: it may die between any two of these calls, so all it knows is in storage. */

/** The web's own mutex: one at a time, also across the worker's deaths, and let go of when it dies. */
const SHARING_LOCK = 'sharing';

/** Begins a share in the offscreen document. */
export async function share(request: ShareRequest): Promise<Outcome> {
  const shareId = crypto.randomUUID();
  try {
    const { hostKey, pass } = await recallRoom(parseRoomLink(request.link));
    const streamId = await navigator.locks.request(SHARING_LOCK, () => prepare(request, shareId));
    const pointing = await pointingChoice();
    const forOffscreen = { ...request, streamId, shareId, hostKey, pass, pointing };
    const outcome = await sendMessage('to-offscreen:share', forOffscreen);
    const record = await sharingItem.getValue();
    if (!outcome.ok) await giveUp(shareId, outcome.code);
    else if (record) await tellGuarded(record);
    return outcome;
  } catch (error) {
    const code = faultCode(error);
    await giveUp(shareId, code);
    return { ok: false, code };
  }
}

/** From here on the offscreen document is this share's: an older one that is over closes it no more. */
async function prepare({ tabId, link, copied }: ShareRequest, shareId: string): Promise<string | null> {
  await openOffscreen();
  const streamId = tabId === null ? null : await tabStreamId(tabId);
  await sharingItem.setValue({ shareId, link, copied, tabId, ...(await placeOf(tabId)) });
  return streamId;
}

/** Shares another tab, or what is picked, in the share under way. */
export async function switchSource({ source, tabId }: SwitchRequest): Promise<Outcome> {
  try {
    const streamId = tabId === null ? null : await tabStreamId(tabId);
    const outcome = await sendMessage('to-offscreen:switch', { source, tabId, streamId });
    if (outcome.ok) await noteTab(tabId);
    return outcome;
  } catch (error) {
    return { ok: false, code: faultCode(error) };
  }
}

async function noteTab(tabId: number | null): Promise<void> {
  await navigator.locks.request(SHARING_LOCK, async () => {
    const record = await sharingItem.getValue();
    if (!record) return;
    const next = { ...record, tabId, ...(await placeOf(tabId)) };
    await sharingItem.setValue(next);
    await tellGuarded(next);
  });
}

/** Passes on what the person does to the share. */
export async function control(wanted: ShareControl): Promise<void> {
  if (await isOffscreenOpen()) await sendMessage('to-offscreen:control', wanted);
}

/** @returns a JPEG's data URL of what is captured; null where nothing is */
export async function still(): Promise<string | null> {
  return (await isOffscreenOpen()) ? sendMessage('to-offscreen:still', undefined) : null;
}

export async function stop(): Promise<void> {
  if (await isOffscreenOpen()) await sendMessage('to-offscreen:stop', undefined);
  else await over({ shareId: null, last: IDLE });
}

/** Records the share that is under way, or no more. */
export async function record(step: RecordStep): Promise<void> {
  if (await isOffscreenOpen()) await sendMessage('to-offscreen:record', step);
}

/** Passes the host's orders on to where the share lives. */
export async function order(wanted: Order): Promise<void> {
  if (await isOffscreenOpen()) await sendMessage('to-offscreen:order', wanted);
}

/** What is shared follows the setting at once: whoever joins from now on is to learn no address. */
export async function followRelayOnly({ relayOnly }: Pick<Settings, 'relayOnly'>): Promise<void> {
  if (hasOffscreen() && (await isOffscreenOpen())) await sendMessage('to-offscreen:relay-only', relayOnly);
}

/** So does the microphone, wherever it is chosen. */
export async function followMicrophone({ microphone }: Pick<Settings, 'microphone'>): Promise<void> {
  if (hasOffscreen()) await control({ action: 'microphone', device: microphone });
}

/** What becomes of the viewers' pointers follows the settings, and what the browser allows. */
export async function followPointing(): Promise<void> {
  if (!hasOffscreen() || !(await isOffscreenOpen())) return;
  await sendMessage('to-offscreen:pointing', await pointingChoice());
}

async function pointingChoice(): Promise<PointingChoice> {
  const { pointing, tabPointers } = await readSettings();
  return { allowed: pointing, onTab: tabPointers && (await mayDrawOnTabs()) };
}

/** Puts the script that draws pointers into a tab. @returns false for a page that the browser protects, or that is gone */
export async function showOverlay(tabId: number): Promise<boolean> {
  if (!(await pointingChoice()).onTab) return false;
  try {
    await browser.scripting.executeScript({
      target: { tabId },
      files: ['/pointer-overlay.js'],
      // A page may load for long; there is nothing in it to wait for.
      injectImmediately: true,
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * The share is over: what the popup shows next time is kept, the document that held it is closed. A farewell takes a
 * moment, in which another share may begin: then its document stays.
 */
export async function over({ shareId, last }: ShareOver): Promise<void> {
  await navigator.locks.request(SHARING_LOCK, async () => {
    const current = await sharingItem.getValue();
    if (shareId === null || current === null || current.shareId === shareId) await end(last);
  });
}

async function end(last: Snapshot): Promise<void> {
  await lastSnapshotItem.setValue(last);
  await sharingItem.setValue(null);
  await showBadge({ live: false, paused: false, text: '', asks: false, unread: false });
  await closeOffscreen();
}

/** Why a captured source ended by itself: only the worker can see whether the tab still exists. */
export async function whyEnded(tabId: number | null): Promise<Exclude<EndReason, 'left'>> {
  if (tabId === null) return 'source-ended';
  const tab = await browser.tabs.get(tabId).catch(() => null);
  return tab ? 'source-ended' : 'tab-closed';
}

/** Whether a captured tab has crashed. Chromium fires no event of it: what such a tab has is the status of one without a process. */
export async function hasCrashed(tabId: number): Promise<boolean> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  return tab?.status === 'unloaded';
}

/**
 * A share of which only the record is left has crashed with its document: the icon says so instead of "live", and the
 * popup offers to start again into the same room.
 */
export async function noteCrash(): Promise<void> {
  await navigator.locks.request(SHARING_LOCK, async () => {
    const crashed = (await sharingItem.getValue()) !== null && !(await isOffscreenOpen());
    if (crashed) await showBadge({ live: false, paused: false, text: '!', asks: false, unread: false });
  });
}

export async function showBadge({ live, paused, text, asks, unread }: Badge): Promise<void> {
  const variant = paused ? 'icon-paused-' : live ? 'icon-live-' : '';
  const path = Object.fromEntries([16, 32, 48, 128].map((size) => [size, `/icon/${variant}${size}.png`]));
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color: badgeColor(asks || paused, unread) }),
    browser.action.setIcon({ path }),
  ]);
}

function badgeColor(asks: boolean, unread: boolean): string {
  if (asks) return '#8a5a00';
  return unread ? '#0a649f' : '#d92d45';
}

/** The keyboard command: stops what is shared, or shares the tab into a new room with the remembered choices. */
export async function toggle(tabId: number | undefined): Promise<void> {
  if (await isOffscreenOpen()) return stop();
  if (tabId === undefined) return;
  const settings = await readSettings();
  const link = await foundRoom(serverOrigin(settings));
  const keys = await keysOfLink(link, null);
  const { preset, hint, sound, microphone, name, compatibility, relayOnly } = settings;
  await share({
    source: 'tab',
    tabId,
    link: formatRoomLink(link),
    keys,
    // A worker has no clipboard: the popup that opens below offers to copy.
    copied: false,
    name,
    accessToken: settings.token || null,
    choice: { preset, hint, sound, microphone },
    compatibility,
    relayOnly,
  });
  // Shows the link, or what went wrong. A window without a toolbar cannot show a popup.
  await browser.action.openPopup().catch(() => undefined);
}

async function giveUp(shareId: string, code: FaultCode): Promise<void> {
  await over({ shareId, last: { ...IDLE, fault: { code } } });
}

async function tabStreamId(targetTabId: number): Promise<string> {
  // The permission is optional: without it the whole namespace is missing.
  if (!('tabCapture' in browser)) throw new PortholeError('capture-not-invoked');
  try {
    return await browser.tabCapture.getMediaStreamId({ targetTabId });
  } catch (cause) {
    throw new PortholeError(captureFault(String(cause)), String(cause), { cause });
  }
}

/**
 * By Chromium's wording (chrome/browser/extensions/api/tab_capture). It says "has not been invoked" of its own pages
 * too; since a click on the icon or the keyboard command is what brings us here, it is nearly always one of those.
 */
function captureFault(message: string): FaultCode {
  if (/active stream/i.test(message)) return 'capture-busy';
  return /not been invoked/i.test(message) ? 'tab-not-capturable' : 'capture-failed';
}
