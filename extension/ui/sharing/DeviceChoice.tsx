import type { Microphones } from '../../bus/microphones.ts';
import { Choice } from '../pieces/Choice.tsx';
import { t } from '../i18n/language.ts';

interface DeviceChoiceProps {
  readonly microphones: Microphones;
  /** Its id; empty for the default one. */
  readonly device: string;
  readonly onDevice: (device: string) => void;
}

/** Which microphone. One that is not plugged in stays chosen: the default one stands in. */
export function DeviceChoice({ microphones, device, onDevice }: DeviceChoiceProps) {
  const items = [
    { value: '', label: t('sharing.defaultDevice') },
    ...microphones.devices.map(({ id, label }) => ({ value: id, label })),
  ];
  const value = items.some((item) => item.value === device) ? device : '';
  return (
    <Choice
      label={t('sharing.device')}
      items={items}
      value={value}
      onChange={onDevice}
      testId="microphone-device"
    />
  );
}
