import { browser, type Browser } from 'wxt/browser';
import { parseOverlayMessage, type OverlayMessage } from '../core/pointer/overlay-message.ts';

/**
 * The way between the offscreen document and the script in the shared page that draws pointers. It goes one way only:
 * nothing that comes from the page's side is read.
 */
const PORT_NAME = 'pointer-overlay';

/** An open way into the shared page. */
export interface OverlayPort {
  send(message: OverlayMessage): void;
  /** Whatever is drawn goes with it. */
  close(): void;
}

export interface OverlayPortEvents {
  /** The script is there, anew after each navigation. */
  readonly opened: (port: OverlayPort) => void;
  /** The page is gone, or shows another document. */
  readonly closed: (port: OverlayPort) => void;
}

/** Waits for the script in a tab's own page; frames within, other tabs and other extensions are not answered. @returns ends that */
export function acceptOverlay(tabId: number, { opened, closed }: OverlayPortEvents): () => void {
  const accept = (port: Browser.runtime.Port): void => {
    const { id, tab, frameId } = port.sender ?? {};
    if (port.name !== PORT_NAME || id !== browser.runtime.id || tab?.id !== tabId || frameId !== 0) return;
    const way = {
      send: (message: OverlayMessage) => port.postMessage(message),
      close: () => port.disconnect(),
    };
    port.onDisconnect.addListener(() => closed(way));
    opened(way);
  };
  browser.runtime.onConnect.addListener(accept);
  return () => browser.runtime.onConnect.removeListener(accept);
}

/** The script's own end. @param closed called when nothing more comes */
export function followOverlay(received: (message: OverlayMessage) => void, closed: () => void): () => void {
  const port = browser.runtime.connect({ name: PORT_NAME });
  port.onMessage.addListener((data: unknown) => {
    const message = parseOverlayMessage(data);
    if (message) received(message);
  });
  port.onDisconnect.addListener(closed);
  return () => port.disconnect();
}
