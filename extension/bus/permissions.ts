import { browser, type Browser } from 'wxt/browser';
import { changeSettings, readSettings } from './stores.ts';

const tabCapture = (): Browser.permissions.Permissions => ({ permissions: ['tabCapture'] });

/** Whether one-click tab sharing is allowed. */
export function mayCaptureTabs(): Promise<boolean> {
  return browser.permissions.contains(tabCapture());
}

/** Asks for it; the prompt closes a popup. Call it from a click. */
export function askToCaptureTabs(): Promise<boolean> {
  return browser.permissions.request(tabCapture());
}

/**
 * Draws the conclusion from a prompt that closed the popup which asked: a prompt that was answered with no leaves no
 * trace but the missing permission. `asking` with the permission held stays: the popup says that it is ready.
 */
export async function settleAsking(): Promise<void> {
  const { tabCapture: answer, tabPointers } = await readSettings();
  if (answer === 'asking' && !(await mayCaptureTabs())) await changeSettings({ tabCapture: 'declined' });
  if (tabPointers && !(await mayDrawOnTabs())) await changeSettings({ tabPointers: false });
}

const webNavigation = (): Browser.permissions.Permissions => ({ permissions: ['webNavigation'] });

/** Whether Porthole may see where a tab goes. */
export function mayWatchNavigation(): Promise<boolean> {
  return browser.permissions.contains(webNavigation());
}

/** Asks for it; the prompt closes a popup. Call it from a click. */
export function askToWatchNavigation(): Promise<boolean> {
  return browser.permissions.request(webNavigation());
}

/** Whether Porthole may act on a server's pages. @param origin e.g. `https://porthole.example` */
export function mayActOn(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [pattern(origin)] });
}

/** Asks for it. Call it from a click. */
export function askToActOn(origin: string): Promise<boolean> {
  return browser.permissions.request({ origins: [pattern(origin)] });
}

/** All sites: without a permission the browser does not say which one a tab shows, and the next page may be of another. */
const allSites = (): Browser.permissions.Permissions => ({ origins: ['http://*/*', 'https://*/*'] });

/** Whether pointers may be drawn over the shared tab. */
export function mayDrawOnTabs(): Promise<boolean> {
  return browser.permissions.contains(allSites());
}

/** Asks for it; the prompt may close a popup. Call it from a click. */
export function askToDrawOnTabs(): Promise<boolean> {
  return browser.permissions.request(allSites());
}

/** Gives it back. */
export function stopDrawingOnTabs(): Promise<boolean> {
  return browser.permissions.remove(allSites());
}

/** A host permission's pattern has no port: it covers them all. */
function pattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}
