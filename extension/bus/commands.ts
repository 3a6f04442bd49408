import { browser } from 'wxt/browser';

/** The keyboard command of the manifest (wxt.config.ts) that starts and stops sharing. */
export const TOGGLE_SHARING = 'toggle-sharing';

/** The one that mutes and unmutes the microphone. */
export const TOGGLE_MICROPHONE = 'toggle-microphone';

/** The one that pauses the share, and goes on with it. */
export const TOGGLE_PAUSE = 'toggle-pause';

/** Its key, as the browser writes it; empty where none is set, or something else held it at install. */
export async function sharingShortcut(): Promise<string> {
  const commands = await browser.commands.getAll();
  return commands.find(({ name }) => name === TOGGLE_SHARING)?.shortcut ?? '';
}
