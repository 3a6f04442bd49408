import type { PresetId } from '../../extension/core/presets.ts';
import type { Browser } from './browser.ts';
import { closePopup, openPopup, popupIsOpen } from './extension.ts';
import type { Page } from './page.ts';
import { until } from './until.ts';

/** Chooses the quality in the popup, as a person does. */
async function choosePreset(popup: Page, preset: PresetId): Promise<void> {
  await popup.click('preset');
  await popup.click(`preset-${preset}`);
  await popup.waitFor(
    `the preset to be ${preset}`,
    (id) => document.querySelector('[data-testid="preset"]')?.getAttribute('data-value') === id,
    [preset],
  );
}

/**
 * Shares a tab through the popup: a toolbar click, "Share this tab", and the popup again for the link.
 * @param tabUrl how the tab's address begins
 * @returns the room link as the popup shows it
 */
export async function shareTab(browser: Browser, tabUrl: string, preset?: PresetId): Promise<string> {
  const popup = await openPopup(browser, tabUrl);
  if (preset) await choosePreset(popup, preset);
  await popup.waitShown('share-tab');
  const before = await popup.text('fault');
  await popup.click('share-tab');
  await popupEnds(browser, popup, before);
  return withPopup(browser, tabUrl, (again) => again.waitText('room-link', /#/));
}

/** Presses Stop in the popup, and waits until it is ready for another share. */
export async function stopSharing(browser: Browser, tabUrl: string): Promise<void> {
  await withPopup(browser, tabUrl, async (popup) => {
    await popup.click('stop');
    await popup.waitText('status', /ready to share/i);
  });
}

/** Opens the popup, does something in it, and closes it. */
export async function withPopup<T>(
  browser: Browser,
  tabUrl: string,
  action: (popup: Page) => Promise<T>,
): Promise<T> {
  const popup = await openPopup(browser, tabUrl);
  try {
    return await action(popup);
  } finally {
    await closePopup(browser, popup);
  }
}

/**
 * The browser closes the popup when a capture starts; where it stays, it shows the link and is closed here. Call it after
 * the click that shares.
 * @param before the fault that stood there before the click: of an older share, it says nothing of this one
 */
export async function popupEnds(browser: Browser, popup: Page, before: string | null = null): Promise<void> {
  await until('the share to begin', async () => {
    if (!(await popupIsOpen(browser))) return true;
    const fault = await popup.text('fault');
    return (await popup.text('room-link')) !== null || (fault !== null && fault !== before);
  });
  if (await popupIsOpen(browser)) await closePopup(browser, popup);
}

/** Shares a tab into a room whose link is pasted into the popup. @returns the link that the popup then shows */
export async function shareInto(browser: Browser, tabUrl: string, link: string): Promise<string> {
  const popup = await openPopup(browser, tabUrl);
  await popup.type('join-link', link);
  await popup.click('share-into');
  await popup.click('share-tab');
  await popupEnds(browser, popup);
  return withPopup(browser, tabUrl, (again) => again.waitText('room-link', /\/r\//));
}
