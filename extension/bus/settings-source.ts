import type { Settings } from '../core/settings.ts';
import { changeSettings, readSettings, watchSettings } from './stores.ts';

/** The settings as a value that the UI renders and follows. */
export interface SettingsSource {
  /** The same object until something changes. */
  get(): Settings;
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
  change(patch: Partial<Settings>): void;
}

/** Resolves with the settings read. Lives as long as its page. */
export async function openSettingsSource(): Promise<SettingsSource> {
  const listeners = new Set<() => void>();
  let settings = await readSettings();

  function accept(next: Settings): void {
    settings = next;
    for (const listener of listeners) listener();
  }

  watchSettings(accept);
  return {
    get: () => settings,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(patch) {
      // At once, so that a field follows the typing; the stored value follows, and comes back repaired.
      accept({ ...settings, ...patch });
      void changeSettings(patch);
    },
  };
}
