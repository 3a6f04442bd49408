import { useState } from 'react';
import { CloudOff, LockOpen, TriangleAlert, X } from 'lucide-react';
import { peerName } from '../format.ts';
import { Button } from '../pieces/Button.tsx';
import { Countdown } from '../pieces/Countdown.tsx';
import { IconButton } from '../pieces/IconButton.tsx';
import { faultWords, OPEN_ROOM, SERVER_LOST } from '../words.ts';
import styles from './TopBar.module.css';
import type { Page } from './use-page.ts';

interface TopBarProps {
  readonly page: Page;
  readonly visible: boolean;
  readonly onRetry: () => void;
}

/** Above the picture: whose it is, and what one should know meanwhile. */
export function TopBar({ page, visible, onRetry }: TopBarProps) {
  const { state } = page;
  return (
    <div className={styles.bar}>
      {state.kind === 'watching' && (
        <p className={styles.who} data-hidden={!visible || undefined}>
          <span className={styles.dot} aria-hidden="true" />
          <bdi>{peerName(state.peer)}</bdi>
        </p>
      )}
      <div className={styles.notes}>
        {state.kind === 'watching' && <Away page={page} onRetry={onRetry} />}
        <LastFault page={page} />
        {page.snapshot.room?.open && <OpenRoom key={page.snapshot.room.id} />}
      </div>
    </div>
  );
}

/** The server is away and the picture goes on. */
function Away({ page, onRetry }: Pick<TopBarProps, 'page' | 'onRetry'>) {
  const { phase, fault } = page.snapshot;
  if (phase !== 'reconnecting') return null;
  return (
    <div className={styles.note} aria-live="polite" data-testid="away">
      <CloudOff aria-hidden="true" />
      <p>
        {SERVER_LOST.title} <Countdown ms={fault?.retryInMs} />
      </p>
      <Button look="quiet" onClick={onRetry} data-testid="retry">
        Try now
      </Button>
    </div>
  );
}

/** What my last command ran into, e.g. a closed picker. */
function LastFault({ page }: Pick<TopBarProps, 'page'>) {
  const { fault, phase, maxPeers } = page.snapshot;
  const [seen, setSeen] = useState<string | null>(null);
  if (!fault || phase !== 'joined' || seen === fault.code) return null;
  const words = faultWords(fault.code, maxPeers + 1);
  return (
    <div className={styles.note} role="alert" data-testid="fault" data-code={fault.code}>
      <TriangleAlert aria-hidden="true" />
      <p>
        <strong>{words.title}.</strong> {words.hint}
      </p>
      <IconButton label="Close" icon={<X aria-hidden="true" />} onClick={() => setSeen(fault.code)} />
    </div>
  );
}

function OpenRoom() {
  const [seen, setSeen] = useState(false);
  if (seen) return null;
  return (
    <div className={styles.note} aria-live="polite" data-testid="open-room">
      <LockOpen aria-hidden="true" />
      <p>
        <strong>{OPEN_ROOM.title}.</strong> {OPEN_ROOM.hint}
      </p>
      <IconButton label="Close" icon={<X aria-hidden="true" />} onClick={() => setSeen(true)} />
    </div>
  );
}
