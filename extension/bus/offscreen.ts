import { browser } from 'wxt/browser';

const PATH = '/offscreen.html';

/** True where captures can live in an offscreen document: Chrome, not Firefox. */
export function hasOffscreen(): boolean {
  return 'offscreen' in browser;
}

/** Whether the offscreen document is open. Its absence after a share began means that it crashed. */
export async function isOffscreenOpen(): Promise<boolean> {
  const contexts = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  return contexts.length > 0;
}

/** Opens the offscreen document unless it is open. Resolves when its listeners are up. */
export async function openOffscreen(): Promise<void> {
  if (await isOffscreenOpen()) return;
  await browser.offscreen.createDocument({
    url: PATH,
    reasons: ['USER_MEDIA', 'DISPLAY_MEDIA', 'WEB_RTC'],
    justification: 'Holds the capture and the connections to the viewers while the popup is closed.',
  });
}

export async function closeOffscreen(): Promise<void> {
  if (await isOffscreenOpen()) await browser.offscreen.closeDocument();
}
