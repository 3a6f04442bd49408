import { Toggle } from '../pieces/Toggle.tsx';
import { t } from '../i18n/language.ts';

interface MicrophoneToggleProps {
  readonly device: string | null;
  /** The one that was chosen last. */
  readonly last: string;
  readonly onDevice: (device: string | null) => void;
}

/** Whether a share begins with a microphone. */
export function MicrophoneToggle({ device, last, onDevice }: MicrophoneToggleProps) {
  return (
    <Toggle
      label={t('sharing.withMicrophone')}
      checked={device !== null}
      onChange={(on) => onDevice(on ? last : null)}
      testId="with-microphone"
    />
  );
}
