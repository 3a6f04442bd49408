import { browser, type Browser } from 'wxt/browser';
import { readHandOver } from './hand-over-message.ts';
import { viewerPath } from './viewer-address.ts';

/** Moves the page that hands a room over to the viewer page. @returns whether it was taken */
export async function openHandedOver(
  message: unknown,
  sender: Browser.runtime.MessageSender,
): Promise<boolean> {
  try {
    const link = readHandOver(message, sender.origin);
    if (sender.tab?.id === undefined) return false;
    await browser.tabs.update(sender.tab.id, { url: browser.runtime.getURL(viewerPath(link)) });
    return true;
  } catch {
    return false;
  }
}
