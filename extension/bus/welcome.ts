import { browser } from 'wxt/browser';
import { welcomedItem } from './stores.ts';

/** Opens the welcome page, once in this profile's life. */
export async function welcome(): Promise<void> {
  if (await welcomedItem.getValue()) return;
  await welcomedItem.setValue(true);
  await browser.tabs.create({ url: '/welcome.html' });
}
