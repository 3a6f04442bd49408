import { repairSettings, type Settings } from '../core/settings.ts';

const KEY = 'porthole.settings';

/** What a visitor without the extension chose, kept in the page's own storage where that is allowed. */
export function readWebSettings(): Settings {
  try {
    return repairSettings(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return repairSettings({});
  }
}

export function changeWebSettings(patch: Partial<Settings>): Settings {
  const next = repairSettings({ ...readWebSettings(), ...patch });
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A private window may keep nothing: the choice lasts as long as the page.
  }
  return next;
}
