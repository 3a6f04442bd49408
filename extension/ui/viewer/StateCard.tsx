import type { ReactNode } from 'react';
import { CircleAlert, DoorOpen, MonitorUp, Telescope } from 'lucide-react';
import { Button } from '../pieces/Button.tsx';
import { Spinner } from '../pieces/Spinner.tsx';
import { useCountdown } from '../use-countdown.ts';
import { viewerWords } from '../words.ts';
import styles from './StateCard.module.css';
import type { Page } from './use-page.ts';
import type { ViewerState } from './viewer-state.ts';
import type { ViewerProps } from './ViewerApp.tsx';

interface StateCardProps extends ViewerProps {
  readonly page: Page;
  readonly copyLink: () => void;
}

const RETRIES = new Set<ViewerState['kind']>(['failed', 'reconnecting', 'unreachable', 'left']);
const INVITES = new Set<ViewerState['kind']>(['waiting', 'ended', 'sharing']);

/** In the middle, where there is no picture: what is the matter, and the next step. */
export function StateCard({ page, controls, choice, canShare, copyLink }: StateCardProps) {
  const { state, snapshot } = page;
  const seconds = useCountdown(snapshot.fault?.retryInMs);
  const words = viewerWords(state, snapshot, seconds);
  const invites = INVITES.has(state.kind);
  return (
    <div className={styles.middle}>
      <section className={styles.card} data-testid="state" data-state={state.kind} {...faultCode(state)}>
        <span className={styles.sign}>{signOf(state)}</span>
        <div aria-live="polite" className={styles.words}>
          <h1 className={styles.title} data-testid="state-title">
            {words.title}
          </h1>
          <p className={styles.hint} data-testid="state-hint">
            {words.hint}
          </p>
        </div>
        <div className={styles.actions}>
          {RETRIES.has(state.kind) && (
            <Button look="primary" onClick={page.retry} data-testid="retry">
              {retryLabel(state, seconds)}
            </Button>
          )}
          {invites && <Button onClick={copyLink}>Copy the room’s link</Button>}
          {invites && canShare && !snapshot.share && (
            <Button icon={<MonitorUp />} onClick={() => controls.shareScreen(choice)}>
              Share my screen
            </Button>
          )}
        </div>
      </section>
    </div>
  );
}

function retryLabel(state: ViewerState, seconds: number | null): string {
  if (state.kind === 'left') return 'Come back in';
  return seconds === null ? 'Try again' : 'Try now';
}

function faultCode(state: ViewerState): { 'data-code'?: string } {
  return state.kind === 'failed' ? { 'data-code': state.fault.code } : {};
}

function signOf({ kind }: ViewerState): ReactNode {
  switch (kind) {
    case 'connecting':
    case 'reconnecting':
    case 'getting':
      return <Spinner />;
    case 'failed':
    case 'unreachable':
      return <CircleAlert data-tone="danger" aria-hidden="true" />;
    case 'left':
      return <DoorOpen aria-hidden="true" />;
    case 'sharing':
      return <MonitorUp aria-hidden="true" />;
    default:
      return <Telescope aria-hidden="true" />;
  }
}
