import { microphonePermission } from '../../bus/microphones.ts';
import type { ShareView } from '../../core/snapshot.ts';
import { Tools } from '../sharing/Tools.tsx';
import type { PopupProps } from './PopupApp.tsx';

interface PopupToolsProps extends PopupProps {
  readonly share: ShareView;
}

/** The popup cannot ask for the microphone; the settings carry the choice of one to the share. */
export function PopupTools({ share, controls, settings, onSettings }: PopupToolsProps) {
  const choose = (microphone: string | null) =>
    onSettings({ microphone, ...(microphone !== null && { microphoneDevice: microphone }) });
  const turnOn = async () =>
    (await microphonePermission()) === 'granted'
      ? choose(settings.microphoneDevice)
      : controls.openMicrophone();
  return (
    <Tools
      share={share}
      controls={controls}
      device={settings.microphoneDevice}
      onMicrophone={choose}
      onTurnOnMicrophone={() => void turnOn()}
      onAllowMicrophone={() => void controls.openMicrophone()}
      onThisTab={controls.isElsewhere() ? () => void controls.switchToTab() : null}
    />
  );
}
