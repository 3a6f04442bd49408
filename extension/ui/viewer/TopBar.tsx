import { useState } from 'react';
import { CloudOff, LockOpen, ShieldAlert, Gauge, TriangleAlert, X } from 'lucide-react';
import type { Shown } from '../../core/shown.ts';
import type { HostControls } from '../../bus/room-host.ts';
import { peerName } from '../format.ts';
import { Knocks } from '../host/Knocks.tsx';
import { t, words } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { Countdown } from '../pieces/Countdown.tsx';
import { IconButton } from '../pieces/IconButton.tsx';
import { isWeak, shownWords } from '../shown-words.ts';
import { faultWords, tamperingWords } from '../words.ts';
import type { Recorder } from '../recording/use-recorder.ts';
import type { Shelf } from '../recording/use-shelf.ts';
import { RecordingNotes } from './RecordingNotes.tsx';
import styles from './TopBar.module.css';
import { useLasting } from '../use-lasting.ts';
import type { Page } from './use-page.ts';

interface TopBarProps {
  readonly page: Page;
  readonly visible: boolean;
  readonly onRetry: () => void;
  readonly controls: HostControls;
  readonly recorder: Recorder;
  readonly shelf: Shelf;
}

/** Above the picture: whose it is, and what one should know meanwhile. */
export function TopBar({ page, visible, onRetry, controls, recorder, shelf }: TopBarProps) {
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
        <Knocks waiting={page.snapshot.waiting} controls={controls} />
        <RecordingNotes page={page} recorder={recorder} shelf={shelf} />
        {state.kind === 'watching' && <Away page={page} onRetry={onRetry} />}
        {state.kind === 'watching' && (state.peer.crashed ? <Crashed /> : <Weak shown={state.peer.shown} />)}
        <Tampering page={page} />
        {page.snapshot.noRelay && <NoRelay />}
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
        {t('serverLost.title')} <Countdown ms={fault?.retryInMs} />
      </p>
      <Button look="quiet" onClick={onRetry} data-testid="retry">
        {t('common.tryNow')}
      </Button>
    </div>
  );
}

/** The picture stands, and for no fault of the way here. */
function Crashed() {
  const { title, hint } = words('crashed.theirs');
  return (
    <div className={`${styles.note} ${styles.plain}`} aria-live="polite" data-testid="crashed">
      <TriangleAlert aria-hidden="true" />
      <p>
        <strong>{title}.</strong> {hint}
      </p>
    </div>
  );
}

/** The picture is held back by what nobody wished for. */
function Weak({ shown }: { readonly shown: Shown | null }) {
  const lasting = useLasting(shown !== null && isWeak(shown), WEAK_MS);
  if (!shown || !lasting) return null;
  return (
    <div
      className={`${styles.note} ${styles.plain}`}
      aria-live="polite"
      data-testid="weak"
      data-reason={shown.reason}
    >
      <Gauge aria-hidden="true" />
      <p>{shownWords(shown)}</p>
    </div>
  );
}

/** ms that a shortage has to last before it is spoken of */
const WEAK_MS = 2000;

/** Stays: while it is there, the server must not be relied on. */
function Tampering({ page }: Pick<TopBarProps, 'page'>) {
  const { tampering } = page.snapshot;
  if (!tampering) return null;
  const words = tamperingWords(tampering);
  return (
    <div className={styles.note} role="alert" data-testid="tampering">
      <ShieldAlert aria-hidden="true" />
      <p>
        <strong>{words.title}.</strong> {words.hint}
      </p>
    </div>
  );
}

function NoRelay() {
  return (
    <div className={styles.note} role="alert" data-testid="no-relay">
      <TriangleAlert aria-hidden="true" />
      <p>
        <strong>{t('noRelay.title')}.</strong> {t('noRelay.hint')}
      </p>
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
      <IconButton
        label={t('common.close')}
        icon={<X aria-hidden="true" />}
        onClick={() => setSeen(fault.code)}
      />
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
        <strong>{t('openRoom.title')}.</strong> {t('openRoom.hint')}
      </p>
      <IconButton label={t('common.close')} icon={<X aria-hidden="true" />} onClick={() => setSeen(true)} />
    </div>
  );
}
