import { lazy, Suspense } from 'react';
import { Users } from 'lucide-react';
import type { HostControls } from '../../bus/room-host.ts';
import type { Snapshot } from '../../core/snapshot.ts';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { PanelButton } from '../pieces/PanelButton.tsx';
import { Spinner } from '../pieces/Spinner.tsx';

const PeoplePanel = lazy(() => import('./PeoplePanel.tsx'));

export interface PeopleProps {
  readonly snapshot: Snapshot;
  readonly onRename: (name: string) => void;
  readonly controls: HostControls;
  readonly language: string;
  readonly onLanguage: (language: string) => void;
  /** I have ended the room. */
  readonly onEnded: () => void;
}

/** How many others are here, of how many the room takes; and behind that who they are. */
export function People(props: PeopleProps) {
  const { peers, maxPeers } = props.snapshot;
  const count = `${peers.length}/${maxPeers}`;
  return (
    <PanelButton
      title={t('room.inThisRoom')}
      testId="people-list"
      button={
        <IconButton
          label={t('room.people', { count })}
          icon={<Users aria-hidden="true" />}
          data-testid="people"
        >
          <span data-testid="people-count">{count}</span>
        </IconButton>
      }
    >
      {() => (
        <Suspense fallback={<Spinner />}>
          <PeoplePanel {...props} />
        </Suspense>
      )}
    </PanelButton>
  );
}
