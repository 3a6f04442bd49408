import type { Settings } from '../../extension/core/settings.ts';
import type { Browser } from './browser.ts';
import { extensionUrl } from './extension.ts';

/** Changes what the person chose, where the extension keeps it; the next share goes by it. */
export async function changeSettings(browser: Browser, patch: Partial<Settings>): Promise<void> {
  const page = await browser.open(extensionUrl('options'), 'window');
  await page.evaluate(async (text) => {
    const { settings = {} } = await chrome.storage.local.get<{ settings?: object }>('settings');
    await chrome.storage.local.set({ settings: { ...settings, ...(JSON.parse(text) as object) } });
  }, JSON.stringify(patch));
  await page.close();
}
