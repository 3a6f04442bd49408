import type { SettingsSource } from '../bus/settings-source.ts';
import { createListeners } from '../core/listeners.ts';
import { repairSettings, type Settings } from '../core/settings.ts';

const KEY = 'porthole.settings';

/**
 * What a visitor without the extension chose, kept in the page's own storage where that is allowed, and followed when
 * another tab changes it. Lives as long as the page.
 */
export function openWebSettings(): SettingsSource {
  const listeners = createListeners();
  let settings = read();
  addEventListener('storage', ({ key }) => {
    if (key !== KEY) return;
    settings = read();
    listeners.tell();
  });
  return {
    get: () => settings,
    subscribe: listeners.subscribe,
    change(patch) {
      settings = repairSettings({ ...settings, ...patch });
      keep(settings);
      listeners.tell();
    },
  };
}

function read(): Settings {
  try {
    return repairSettings(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return repairSettings({});
  }
}

function keep(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // A private window may keep nothing: the choice lasts as long as the page.
  }
}
