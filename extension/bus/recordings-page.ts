import { browser } from 'wxt/browser';

/** Opens the page where the person says what becomes of recordings: the document that made them cannot be seen. */
export async function openRecordings(): Promise<void> {
  await browser.tabs.create({ url: '/recordings.html' });
}
