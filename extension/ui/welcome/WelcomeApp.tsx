import { ROOM_LIMIT } from '@porthole/signaling/protocol';
import { CircleCheck } from 'lucide-react';
import type { Settings } from '../../core/settings.ts';
import { t, words, type Words } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Button } from '../pieces/Button.tsx';
import { Frame } from '../pieces/Frame.tsx';
import { Logo } from '../pieces/Logo.tsx';
import { useBusy } from '../use-busy.ts';
import { Steps } from './Steps.tsx';
import styles from './WelcomeApp.module.css';

export interface WelcomeProps {
  /** The browser can share a tab without its picker. */
  readonly canShareTab: boolean;
  /** What was answered so far; the page goes on from there. */
  readonly state: Settings['tabCapture'];
  /** Asks the browser for one-click tab sharing; called from a click. */
  readonly requestTabCapture: () => Promise<boolean>;
  /** The answer, from the browser or from "Not now". */
  readonly onDone: (answer: 'granted' | 'declined') => void;
}

/** The first page after install: what Porthole does, and the one thing it would like to be allowed. */
export function WelcomeApp(props: WelcomeProps) {
  useLanguage('app.welcomeTitle');
  const { canShareTab, state } = props;
  const asks = canShareTab && (state === 'unasked' || state === 'asking');
  const end = canShareTab && state === 'granted' ? 'granted' : 'declined';
  return (
    <Frame>
      <main className={styles.page}>
        <header className={styles.header}>
          <span className={styles.logo}>
            <Logo />
          </span>
          <h1 className={styles.title}>{t('welcome.title')}</h1>
          <p className={styles.lead}>{t('welcome.lead', { others: ROOM_LIMIT - 1 })}</p>
        </header>
        <Steps />
        {asks ? <Ask {...props} /> : <End {...words(`welcome.${end}`)} />}
      </main>
    </Frame>
  );
}

function End({ title, hint }: Words) {
  return (
    <section className={styles.ask} data-testid="welcome-end" aria-live="polite">
      <CircleCheck className={styles.check} aria-hidden="true" />
      <h2 className={styles.askTitle}>{title}</h2>
      <p className={styles.askHint}>{hint}</p>
    </section>
  );
}

function Ask({ requestTabCapture, onDone }: WelcomeProps) {
  const [asking, run] = useBusy();
  const ask = async () => onDone((await requestTabCapture()) ? 'granted' : 'declined');
  return (
    <section className={styles.ask} aria-labelledby="ask-title">
      <h2 className={styles.askTitle} id="ask-title">
        {t('scary.title')}
      </h2>
      <p className={styles.askHint}>{t('scary.hint')}</p>
      <div className={styles.buttons}>
        <Button look="primary" size="l" disabled={asking} onClick={() => run(ask())} data-testid="allow-tabs">
          {t('scary.allow')}
        </Button>
        <Button look="quiet" onClick={() => onDone('declined')} data-testid="not-now">
          {t('scary.notNow')}
        </Button>
      </div>
    </section>
  );
}
