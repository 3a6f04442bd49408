import { useState } from 'react';
import { DoorClosed } from 'lucide-react';
import type { HostControls } from '../../bus/room-host.ts';
import type { RoomView } from '../../core/snapshot.ts';
import { t, words } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { Toggle } from '../pieces/Toggle.tsx';
import { Confirm } from './Confirm.tsx';
import styles from './HostSettings.module.css';

interface HostSettingsProps {
  readonly room: RoomView;
  readonly controls: HostControls;
  /** The room has ended. */
  readonly onEnded?: () => void;
}

/** Who may come in, and the end for all: what only the host sees. */
export function HostSettings({ room, controls, onEnded }: HostSettingsProps) {
  const [ending, setEnding] = useState(false);
  return (
    <section className={styles.settings} aria-label={t('host.you')}>
      <Toggle
        label={t('lock.title')}
        detail={t('lock.hint')}
        checked={room.locked}
        onChange={(locked) => controls.order({ action: locked ? 'lock' : 'unlock' })}
        testId="lock"
      />
      <Toggle
        label={t('waitingRoom.title')}
        detail={t('waitingRoom.hint')}
        checked={room.waitingRoom}
        onChange={(on) => controls.order({ action: on ? 'waiting-on' : 'waiting-off' })}
        testId="waiting-room"
      />
      <Button look="quiet" icon={<DoorClosed />} onClick={() => setEnding(true)} data-testid="end-room">
        {t('host.end')}
      </Button>
      <Confirm
        words={words('endRoom')}
        action={t('host.endIt')}
        open={ending}
        onOpenChange={setEnding}
        onConfirm={() => {
          controls.order({ action: 'end' });
          onEnded?.();
        }}
        testId="confirm-end"
      />
    </section>
  );
}
