import { browser } from 'wxt/browser';

const PATH = '/chat.html';

/** Opens the sharer's chat beside its work; a window that is open already comes to the front. */
export async function openChatWindow(): Promise<void> {
  const url = browser.runtime.getURL(PATH);
  const [open] = await browser.runtime.getContexts({ contextTypes: ['TAB'], documentUrls: [url] });
  if (open && open.windowId >= 0) await browser.windows.update(open.windowId, { focused: true });
  else await browser.windows.create({ url, type: 'popup', width: 400, height: 640 });
}
