import { CircleCheck, MonitorUp } from 'lucide-react';
import { Button } from '../pieces/Button.tsx';
import { Section } from '../pieces/Section.tsx';
import { ShareOptions } from '../pieces/ShareOptions.tsx';
import { Toggle } from '../pieces/Toggle.tsx';
import { useBusy } from '../use-busy.ts';
import { SCARY_WORDS } from '../words.ts';
import type { OptionsProps } from './OptionsApp.tsx';
import styles from './SharingSection.module.css';

/** What sharing starts with, and the permission for sharing a tab in one click. */
export function SharingSection(props: OptionsProps) {
  const { settings, onSettings, access } = props;
  return (
    <Section
      title="Sharing"
      icon={<MonitorUp />}
      intro="What every share starts with. You can still change it in the popup. The rate is the most that each viewer gets."
    >
      <div>
        <ShareOptions choice={settings} onChange={onSettings} />
        <Toggle
          label="Compatibility mode"
          detail="Encodes the picture for each viewer separately, as other sharing tools do. That is more work for this computer with every viewer. Turn it on if viewers see a broken picture; it counts from the next share."
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
          <CircleCheck aria-hidden="true" /> One-click tab sharing is allowed.
        </p>
      ) : (
        <>
          <p>Share a tab in one click, without the browser’s picker.</p>
          <p className={styles.scary}>{SCARY_WORDS.hint}</p>
          <Button
            look="primary"
            disabled={asking}
            onClick={() => run(access.requestTabCapture())}
            data-testid="allow-tabs"
          >
            Allow one-click tab sharing
          </Button>
        </>
      )}
    </div>
  );
}
