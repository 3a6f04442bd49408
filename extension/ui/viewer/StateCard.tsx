import { lazy, Suspense, type ReactNode } from 'react';
import { CircleAlert, DoorOpen, KeyRound, MonitorUp, Pause, Telescope } from 'lucide-react';
import type { FaultCode } from '../../core/faults.ts';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { Countdown } from '../pieces/Countdown.tsx';
import { Spinner } from '../pieces/Spinner.tsx';
import { useLasting } from '../use-lasting.ts';
import { peerName } from '../format.ts';
import { viewerWords } from '../words.ts';
import styles from './StateCard.module.css';
import type { Page } from './use-page.ts';
import { Progress } from './Progress.tsx';
import { stepOf, type ViewerState } from './viewer-state.ts';
import type { ViewerProps } from './ViewerApp.tsx';

const PhraseForm = lazy(() => import('./PhraseForm.tsx'));

interface StateCardProps extends ViewerProps {
  readonly page: Page;
  readonly copyLink: () => void;
}

/** ms that a picture may take to come before that is said: an offer that was lost is sent again after 5 s. */
const SLOW_MS = 8000;

const INVITES = new Set<ViewerState['kind']>(['waiting', 'ended', 'sharing']);

/** In the middle, where there is no picture: what is the matter, and the next step. */
export function StateCard({ page, controls, choice, canShare, copyLink }: StateCardProps) {
  const { state, snapshot } = page;
  const words = viewerWords(state, snapshot);
  const isSlow = useLasting(state.kind === 'getting', SLOW_MS, false);
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
            {isSlow && state.kind === 'getting'
              ? t('viewer.getting.slow', { who: peerName(state.peer) })
              : words.hint}
          </p>
          {retriesByItself(page) && <Countdown ms={snapshot.fault?.retryInMs} />}
        </div>
        <Progress step={stepOf(state, snapshot)} />
        {asksForPhrase(state) && (
          <Suspense>
            <PhraseForm onEnter={(phrase) => controls.enterPhrase(phrase)} />
          </Suspense>
        )}
        <div className={styles.actions}>
          {(isSlow || canRetry(page)) && (
            <Button look="primary" onClick={page.retry} data-testid="retry">
              {retryLabel(page)}
            </Button>
          )}
          {invites && <Button onClick={copyLink}>{t('common.copyLink')}</Button>}
          {invites && canShare && !snapshot.share && (
            <Button icon={<MonitorUp />} onClick={() => controls.shareScreen(choice)}>
              {t('common.shareMyScreen')}
            </Button>
          )}
        </div>
      </section>
    </div>
  );
}

/** What trying again does not change. */
const FINAL = new Set<FaultCode>(['bad-link', 'removed', 'link-burnt', 'phrase-needed', 'wrong-phrase']);

function asksForPhrase(state: ViewerState): boolean {
  return (
    state.kind === 'failed' && (state.fault.code === 'phrase-needed' || state.fault.code === 'wrong-phrase')
  );
}

/** A broken link stays broken, and whoever was removed stays out; everything else may have changed. */
function canRetry(page: Page): boolean {
  const { state } = page;
  if (state.kind === 'failed') return !FINAL.has(state.fault.code);
  return state.kind === 'left' || state.kind === 'unreachable' || retriesByItself(page);
}

function retriesByItself({ state, snapshot }: Page): boolean {
  return state.kind === 'reconnecting' || (state.kind === 'connecting' && snapshot.fault !== null);
}

function retryLabel(page: Page): string {
  if (page.state.kind === 'left') return t('room.comeBack');
  return retriesByItself(page) ? t('common.tryNow') : t('room.tryAgain');
}

function faultCode(state: ViewerState): { 'data-code'?: string } {
  return state.kind === 'failed' ? { 'data-code': state.fault.code } : {};
}

function signOf(state: ViewerState): ReactNode {
  if (state.kind === 'failed' && state.fault.code === 'phrase-needed') return <KeyRound aria-hidden="true" />;
  switch (state.kind) {
    case 'connecting':
    case 'reconnecting':
    case 'knocking':
    case 'getting':
      return <Spinner />;
    case 'failed':
    case 'unreachable':
      return <CircleAlert data-tone="danger" aria-hidden="true" />;
    case 'left':
      return <DoorOpen aria-hidden="true" />;
    case 'paused':
      return <Pause aria-hidden="true" />;
    case 'sharing':
      return <MonitorUp aria-hidden="true" />;
    default:
      return <Telescope aria-hidden="true" />;
  }
}
