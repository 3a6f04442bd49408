import { Popover } from '@base-ui/react/popover';
import { DoorOpen, Lock } from 'lucide-react';
import type { HostControls } from '../../bus/room-host.ts';
import type { RoomView } from '../../core/snapshot.ts';
import { doorWords } from '../host-words.ts';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import panel from '../pieces/Panel.module.css';
import { HostSettings } from './HostSettings.tsx';

interface HostButtonProps {
  readonly room: RoomView;
  readonly controls: HostControls;
}

/** Says who may come in, and opens what changes it: where there is no room for it all. */
export function HostButton({ room, controls }: HostButtonProps) {
  const shut = room.locked || room.waitingRoom;
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button wide icon={shut ? <Lock /> : <DoorOpen />} data-testid="host-settings">
            {doorWords(room)}
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={panel.positioner} side="top" sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={panel.panel}>
            <Popover.Title className={panel.title}>{t('host.you')}</Popover.Title>
            <HostSettings room={room} controls={controls} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
