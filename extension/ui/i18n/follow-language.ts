import type { SettingsSource } from '../../bus/settings-source.ts';
import { speak } from './language.ts';

/** Speaks the language of the settings, now and whenever it changes there. Resolves once its texts are there. */
export async function followLanguage(settings: Pick<SettingsSource, 'get' | 'subscribe'>): Promise<void> {
  let chosen = settings.get().language;
  settings.subscribe(() => {
    const { language } = settings.get();
    if (language === chosen) return;
    chosen = language;
    void speak(language);
  });
  await speak(chosen);
}
