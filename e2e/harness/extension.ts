import { EXTENSION_ID } from '../../build.config.ts';
import { inRoot } from '../../scripts/lib/root.ts';
import type { Browser, Target } from './browser.ts';
import type { Page } from './page.ts';
import { until } from './until.ts';

/** What `npm run build:extension` makes. */
export const EXTENSION_DIR = inRoot('.output', 'chrome-mv3');

type ExtensionPage = 'popup' | 'chat' | 'viewer' | 'options' | 'welcome' | 'offscreen' | 'recordings';

/** The address of one of the extension's pages. */
export function extensionUrl(page: ExtensionPage, rest = ''): string {
  return `chrome-extension://${EXTENSION_ID}/${page}.html${rest}`;
}

/**
 * Clicks the toolbar icon for the tab that shows an address. It is the real thing: unlike `action.openPopup()` or the
 * popup's page in a tab, it counts as "invoked", without which tabCapture is refused.
 * @returns the popup, attached and loaded
 */
export async function openPopup(browser: Browser, tabUrl: string): Promise<Page> {
  // A click on a page that has not quite arrived is forgotten when it has: captures are then refused.
  await (await browser.page(tabUrl)).detach();
  await clickToolbar(browser, tabUrl);
  return browser.page(extensionUrl('popup'));
}

/** The bare click: with the popup open it closes it. A person can only click it for the tab that is in front. */
async function clickToolbar(browser: Browser, tabUrl: string): Promise<void> {
  const tab = await browser.waitTarget(
    `a tab at ${tabUrl}`,
    ({ type, url }) => type === 'tab' && url.startsWith(tabUrl),
  );
  await browser.cdp.send('Target.activateTarget', { targetId: tab.targetId });
  await browser.cdp.send('Extensions.triggerAction', { id: EXTENSION_ID, targetId: tab.targetId });
}

export async function popupIsOpen(browser: Browser): Promise<boolean> {
  return (await browser.targets()).some(({ url }) => url.startsWith(extensionUrl('popup')));
}

/** Closes the popup as a click elsewhere would, and waits until it is gone. */
export async function closePopup(browser: Browser, popup: Page): Promise<void> {
  // The target can go before it answers.
  await popup.close().catch(() => {});
  await until('the popup to close', async () => !(await popupIsOpen(browser)));
}

async function worker(browser: Browser): Promise<Target | undefined> {
  return (await browser.targets()).find(
    ({ type, url }) => type === 'service_worker' && url.includes(EXTENSION_ID),
  );
}

/** Kills the worker the way Chromium does when it is idle; no debugger is attached, before or after. */
export async function killWorker(browser: Browser): Promise<void> {
  const target = await worker(browser);
  if (target) await browser.cdp.send('Target.closeTarget', { targetId: target.targetId });
  await until('the worker to die', async () => !(await worker(browser)));
}
