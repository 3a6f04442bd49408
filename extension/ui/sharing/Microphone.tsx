import type { SharingControls } from '../../bus/room-host.ts';
import type { MicrophoneView } from '../../core/share-control.ts';
import { Button } from '../pieces/Button.tsx';
import { Notice } from '../pieces/Notice.tsx';
import { DeviceChoice } from './DeviceChoice.tsx';
import { Levels } from './Levels.tsx';
import styles from './Microphone.module.css';
import { useMicrophones } from './use-microphones.ts';
import { t, words } from '../i18n/language.ts';

interface MicrophoneProps {
  readonly controls: Pick<SharingControls, 'followLevels'>;
  readonly microphone: MicrophoneView;
  readonly device: string;
  readonly onDevice: (device: string | null) => void;
  /** Where it can be allowed. */
  readonly onAllow: () => void;
}

/** The microphone that is mixed in: how loud it is, which it is, and what is the matter with it. */
export function Microphone({ controls, microphone, device, onDevice, onAllow }: MicrophoneProps) {
  const microphones = useMicrophones();
  const { trouble } = microphone;
  return (
    <section
      className={styles.microphone}
      aria-label={t('sharing.microphone')}
      data-testid="microphone-panel"
    >
      {trouble && (
        <Notice {...words(`microphone.${trouble}`)} tone="warn" testId="microphone-trouble" code={trouble}>
          {trouble === 'denied' && (
            <Button onClick={onAllow} data-testid="allow-microphone">
              {t('microphone.allow')}
            </Button>
          )}
        </Notice>
      )}
      <Levels controls={controls} />
      {microphones && microphones.devices.length > 0 && (
        <DeviceChoice microphones={microphones} device={device} onDevice={onDevice} />
      )}
      <Button look="quiet" onClick={() => onDevice(null)} data-testid="microphone-off">
        {t('sharing.microphoneOff')}
      </Button>
    </section>
  );
}
