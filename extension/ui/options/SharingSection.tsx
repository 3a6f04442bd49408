import { CircleCheck, MonitorUp } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { Section } from '../pieces/Section.tsx';
import { ShareOptions } from '../pieces/ShareOptions.tsx';
import { Toggle } from '../pieces/Toggle.tsx';
import { useBusy } from '../use-busy.ts';
import type { OptionsProps } from './OptionsApp.tsx';
import styles from './SharingSection.module.css';

/** What sharing starts with, and the permission for sharing a tab in one click. */
export function SharingSection(props: OptionsProps) {
  const { settings, onSettings, access } = props;
  return (
    <Section title={t('options.sharing')} icon={<MonitorUp />} intro={t('options.sharingIntro')}>
      <div>
        <ShareOptions choice={settings} onChange={onSettings} />
        <Toggle
          label={t('compatibility.title')}
          detail={t('compatibility.hint')}
          checked={settings.compatibility}
          onChange={(compatibility) => onSettings({ compatibility })}
          testId="compatibility"
        />
      </div>
      {access.canShareTab && <TabSharing {...props} />}
    </Section>
  );
}

function TabSharing({ access }: OptionsProps) {
  const [asking, run] = useBusy();
  return (
    <div
      className={styles.permission}
      data-testid="tab-sharing"
      data-granted={access.tabCapture || undefined}
    >
      {access.tabCapture ? (
        <p className={styles.granted}>
          <CircleCheck aria-hidden="true" /> {t('options.tabsAllowed')}
        </p>
      ) : (
        <>
          <p>{t('options.tabsAsk')}</p>
          <p className={styles.scary}>{t('scary.hint')}</p>
          <Button
            look="primary"
            disabled={asking}
            onClick={() => run(access.requestTabCapture())}
            data-testid="allow-tabs"
          >
            {t('scary.allow')}
          </Button>
        </>
      )}
    </div>
  );
}
