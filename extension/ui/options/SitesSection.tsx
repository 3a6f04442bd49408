import { useState } from 'react';
import { EyeOff, X } from 'lucide-react';
import { siteOf, withSite } from '../../core/sites.ts';
import { Button } from '../pieces/Button.tsx';
import { IconButton } from '../pieces/IconButton.tsx';
import { Section } from '../pieces/Section.tsx';
import { TextField } from '../pieces/TextField.tsx';
import { useBusy } from '../use-busy.ts';
import type { OptionsProps } from './OptionsApp.tsx';
import styles from './SitesSection.module.css';
import { t, words } from '../i18n/language.ts';

/** The sites that a shared tab does not leave unseen. */
export function SitesSection(props: Pick<OptionsProps, 'settings' | 'onSettings' | 'access'>) {
  const { settings, onSettings, access } = props;
  const { pauseOnLeave: sites } = settings;
  const [asking, run] = useBusy();
  return (
    <Section title={t('sites.title')} icon={<EyeOff />} intro={t('sites.hint')}>
      {!access.navigation && (
        <div className={styles.allow}>
          <p className={styles.note}>{t('guard.asks')}</p>
          <Button
            look="primary"
            disabled={asking}
            onClick={() => run(access.requestNavigation())}
            data-testid="allow-navigation"
          >
            {t('sites.allow')}
          </Button>
        </div>
      )}
      {sites.length === 0 ? (
        <p className={styles.note}>{t('sites.empty')}</p>
      ) : (
        <ul className={styles.sites}>
          {sites.map((site) => (
            <li key={site} className={styles.site} data-testid={`site-${site}`}>
              <bdi>{site}</bdi>
              <IconButton
                label={t('sites.remove', { site: site })}
                icon={<X aria-hidden="true" />}
                onClick={() => onSettings({ pauseOnLeave: sites.filter((one) => one !== site) })}
                data-testid={`remove-${site}`}
              />
            </li>
          ))}
        </ul>
      )}
      <AddSite onAdd={(site) => onSettings({ pauseOnLeave: withSite(sites, site) })} />
    </Section>
  );
}

function AddSite({ onAdd }: { readonly onAdd: (site: string) => void }) {
  const [text, setText] = useState('');
  const [isBad, setBad] = useState(false);
  function add(): void {
    const site = siteOf(text);
    setBad(site === null);
    if (site === null) return;
    onAdd(site);
    setText('');
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextField
        label={t('sites.add')}
        placeholder={t('sites.placeholder')}
        value={text}
        onChange={(next) => {
          setText(next);
          setBad(false);
        }}
        testId="site"
        problem={isBad ? words('sites.bad') : null}
      >
        <Button type="submit" data-testid="add-site">
          {t('sites.button')}
        </Button>
      </TextField>
    </form>
  );
}
