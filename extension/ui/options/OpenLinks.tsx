import { useState } from 'react';
import { t } from '../i18n/language.ts';
import { Toggle } from '../pieces/Toggle.tsx';
import styles from './OpenLinks.module.css';
import type { OptionsProps } from './OptionsApp.tsx';

/** Room links of the server in use open in Porthole itself. The browser is asked for that one site, now. */
export function OpenLinks({ settings, onSettings, access, defaultServer }: OptionsProps) {
  const [refused, setRefused] = useState(false);
  const origin = settings.server || defaultServer;
  const change = async (on: boolean) => {
    const granted = on && (await access.requestHost(origin).catch(() => false));
    setRefused(on && !granted);
    onSettings({ openLinks: granted });
  };
  return (
    <div className={styles.openLinks}>
      <Toggle
        label={t('openLinks.title')}
        detail={t('openLinks.hint', { host: new URL(origin).host })}
        checked={settings.openLinks}
        onChange={(on) => void change(on)}
        testId="open-links"
      />
      {refused && <output className={styles.refused}>{t('openLinks.refused')}</output>}
    </div>
  );
}
