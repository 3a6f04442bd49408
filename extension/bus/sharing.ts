import { browser } from 'wxt/browser';
import { PortholeError, faultCode, type FaultCode } from '../core/faults.ts';
import { newRoomLink } from '../core/room-key.ts';
import { formatRoomLink } from '../core/room-link.ts';
import { IDLE, type EndReason, type Snapshot } from '../core/snapshot.ts';
import { sendMessage, type Badge, type Outcome, type ShareRequest } from './messages.ts';
import { closeOffscreen, isOffscreenOpen, openOffscreen } from './offscreen.ts';
import { serverOrigin } from './server.ts';
import { lastSnapshotItem, readSettings, sharingItem } from './stores.ts';

/** The worker's part of sharing: it may die between any two of these calls, so all it knows is in storage. */

/** Begins a share in the offscreen document. */
export async function share(request: ShareRequest): Promise<Outcome> {
  try {
    await openOffscreen();
    const streamId = request.tabId === null ? null : await tabStreamId(request.tabId);
    await sharingItem.setValue({ link: request.link, copied: request.copied });
    const outcome = await sendMessage('to-offscreen:share', { ...request, streamId });
    if (!outcome.ok) await giveUp(outcome.code);
    return outcome;
  } catch (error) {
    const code = faultCode(error);
    await giveUp(code);
    return { ok: false, code };
  }
}

export async function stop(): Promise<void> {
  if (await isOffscreenOpen()) await sendMessage('to-offscreen:stop', undefined);
  else await over(IDLE);
}

/** The share is over: what the popup shows next time is kept, the document that held it is closed. */
export async function over(last: Snapshot): Promise<void> {
  await lastSnapshotItem.setValue(last);
  await sharingItem.setValue(null);
  await showBadge({ live: false, text: '' });
  await closeOffscreen();
}

/** Why a captured source ended by itself: only the worker can see whether the tab still exists. */
export async function whyEnded(tabId: number | null): Promise<Exclude<EndReason, 'left'>> {
  if (tabId === null) return 'source-ended';
  const tab = await browser.tabs.get(tabId).catch(() => null);
  return tab ? 'source-ended' : 'tab-closed';
}

export async function showBadge({ live, text }: Badge): Promise<void> {
  const variant = live ? 'icon-live-' : '';
  const path = Object.fromEntries([16, 32, 48, 128].map((size) => [size, `/icon/${variant}${size}.png`]));
  await Promise.all([
    browser.action.setBadgeText({ text: live ? text : '' }),
    browser.action.setBadgeBackgroundColor({ color: '#d92d45' }),
    browser.action.setIcon({ path }),
  ]);
}

/** The keyboard command: stops what is shared, or shares the tab into a new room with the remembered choices. */
export async function toggle(tabId: number | undefined): Promise<void> {
  if (await isOffscreenOpen()) return stop();
  if (tabId === undefined) return;
  const settings = await readSettings();
  const link = newRoomLink(serverOrigin(settings), (bytes) => crypto.getRandomValues(bytes));
  const { preset, hint, sound, name } = settings;
  await share({
    source: 'tab',
    tabId,
    link: formatRoomLink(link),
    // A worker has no clipboard: the popup that opens below offers to copy.
    copied: false,
    name,
    accessToken: settings.token || null,
    choice: { preset, hint, sound },
  });
  // Shows the link, or what went wrong. A window without a toolbar cannot show a popup.
  await browser.action.openPopup().catch(() => undefined);
}

async function giveUp(code: FaultCode): Promise<void> {
  await over({ ...IDLE, fault: { code } });
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
