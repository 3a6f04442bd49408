import { useEffect, useRef } from 'react';
import { CircleCheck, Mic } from 'lucide-react';
import { askForMicrophone } from '../../bus/microphones.ts';
import { Button } from '../pieces/Button.tsx';
import { Section } from '../pieces/Section.tsx';
import { Toggle } from '../pieces/Toggle.tsx';
import { DeviceChoice } from '../sharing/DeviceChoice.tsx';
import { useMicrophones } from '../sharing/use-microphones.ts';
import { useBusy } from '../use-busy.ts';
import styles from './SharingSection.module.css';
import type { OptionsProps } from './OptionsApp.tsx';
import { t } from '../i18n/language.ts';

/** The address that leads here: the popup cannot ask for the microphone itself. */
const HASH = '#microphone';

/** Allows the microphone, and chooses it. */
export function MicrophoneSection({ settings, onSettings }: Pick<OptionsProps, 'settings' | 'onSettings'>) {
  const microphones = useMicrophones();
  const [asking, run] = useBusy();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (location.hash === HASH && microphones) place.current?.scrollIntoView({ block: 'center' });
  }, [microphones]);
  const choose = (device: string) => onSettings({ microphone: device, microphoneDevice: device });
  const ask = async () => (await askForMicrophone()) && choose(settings.microphoneDevice);
  const permission = microphones?.permission ?? 'prompt';
  return (
    <div ref={place}>
      <Section title={t('microphone.title')} icon={<Mic />} intro={t('microphone.hint')}>
        <div className={styles.permission} data-testid="microphone" data-permission={permission}>
          {permission === 'granted' ? (
            <p className={styles.granted}>
              <CircleCheck aria-hidden="true" /> {t('microphone.granted')}
            </p>
          ) : (
            <p className={styles.scary}>
              {t(permission === 'denied' ? 'microphone.refused' : 'microphone.prompt')}
            </p>
          )}
          {permission === 'prompt' && (
            <Button
              look="primary"
              disabled={asking}
              onClick={() => run(ask())}
              data-testid="allow-microphone"
            >
              {t('microphone.allow')}
            </Button>
          )}
        </div>
        {permission === 'granted' && microphones && (
          <div>
            <DeviceChoice microphones={microphones} device={settings.microphoneDevice} onDevice={choose} />
            <Toggle
              label={t('microphone.withShares')}
              checked={settings.microphone !== null}
              onChange={(on) => onSettings({ microphone: on ? settings.microphoneDevice : null })}
              testId="with-microphone"
            />
          </div>
        )}
      </Section>
    </div>
  );
}
