import { useState } from 'react';
import { Menu } from '@base-ui/react/menu';
import { Crown, EllipsisVertical, UserX } from 'lucide-react';
import type { HostControls } from '../../bus/room-host.ts';
import type { PeerView, RoomView } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { t, words } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { Toggle } from '../pieces/Toggle.tsx';
import { Confirm } from './Confirm.tsx';
import styles from './PersonMenu.module.css';

interface PersonMenuProps {
  readonly peer: PeerView;
  readonly room: RoomView;
  readonly controls: HostControls;
}

/** What the host can do about one person. */
export function PersonMenu({ peer, room, controls }: PersonMenuProps) {
  const [asking, ask] = useState<'remove' | 'hand-over' | null>(null);
  const [askFromNow, setAskFromNow] = useState(false);
  const name = peerName(peer);
  const close = (open: boolean) => !open && ask(null);

  function remove(): void {
    if (askFromNow) controls.order({ action: 'waiting-on' });
    controls.order({ action: 'remove', to: peer.id });
  }

  return (
    <>
      <Menu.Root>
        <Menu.Trigger
          render={
            <IconButton
              label={t('host.personMenu', { name })}
              tip={false}
              icon={<EllipsisVertical aria-hidden="true" />}
              data-testid={`person-${peer.id}`}
            />
          }
        />
        <Menu.Portal>
          <Menu.Positioner className={styles.positioner} align="end" sideOffset={4} collisionPadding={8}>
            <Menu.Popup className={styles.menu}>
              <Menu.Item className={styles.item} onClick={() => ask('remove')} data-testid="remove">
                <UserX aria-hidden="true" />
                {t('host.remove')}
              </Menu.Item>
              <Menu.Item className={styles.item} onClick={() => ask('hand-over')} data-testid="make-host">
                <Crown aria-hidden="true" />
                {t('host.makeHost')}
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <Confirm
        words={words('removePerson', { name })}
        action={t('host.remove')}
        open={asking === 'remove'}
        onOpenChange={close}
        onConfirm={remove}
        testId="confirm-remove"
      >
        {!room.waitingRoom && !room.locked && (
          <Toggle
            label={t('host.askFromNow')}
            checked={askFromNow}
            onChange={setAskFromNow}
            testId="ask-from-now"
          />
        )}
      </Confirm>
      <Confirm
        words={words('handOver', { name })}
        action={t('host.makeHost')}
        open={asking === 'hand-over'}
        onOpenChange={close}
        onConfirm={() => controls.order({ action: 'hand-over', to: peer.id })}
        testId="confirm-hand-over"
      />
    </>
  );
}
