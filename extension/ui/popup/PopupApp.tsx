import { lazy, Suspense, useState } from 'react';
import type { PopupControls } from '../../bus/room-host.ts';
import type { Snapshot } from '../../core/snapshot.ts';
import type { Settings } from '../../core/settings.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Frame } from '../pieces/Frame.tsx';
import { useSnapshot } from '../use-snapshot.ts';
import { popupStatus } from '../words.ts';
import { Header } from './Header.tsx';
import { Idle } from './Idle.tsx';
import { KeptRecordings } from './KeptRecordings.tsx';
import { Matters } from './Matters.tsx';
import { Sharing } from './Sharing.tsx';
import { Starting } from './Starting.tsx';
import styles from './PopupApp.module.css';

const PopupChat = lazy(() => import('./PopupChat.tsx'));
/** With the plots, which the first look at the popup does without. */
const Details = lazy(() => import('./Details.tsx'));

/** The tab that the toolbar icon was clicked on. */
export interface PopupTab {
  /** False for the browser's own pages and the extension store. */
  readonly capturable: boolean;
  /** May be empty: without a permission the browser tells no title. */
  readonly title: string;
}

export interface PopupProps {
  readonly controls: PopupControls;
  readonly settings: Settings;
  readonly onSettings: (patch: Partial<Settings>) => void;
  /** The active tab; null until it is known. */
  readonly tab: PopupTab | null;
  /** The browser can capture a tab without its picker. */
  readonly canShareTab: boolean;
  /** Origin of the server in use. */
  readonly server: string;
}

/** The popup under the toolbar icon: share, see who watches, stop, or join another's room. */
export function PopupApp(props: PopupProps) {
  useLanguage();
  return (
    <Frame>
      <Popup {...props} />
    </Frame>
  );
}

const UNDERWAY: ReadonlySet<Snapshot['phase']> = new Set(['connecting', 'waiting', 'reconnecting']);

function Popup(props: PopupProps) {
  const { controls, settings, onSettings } = props;
  const snapshot = useSnapshot(controls);
  const [part, setPart] = useState<'share' | 'chat' | 'details'>('share');
  const starting = !snapshot.share && UNDERWAY.has(snapshot.phase);
  return (
    <main className={styles.popup}>
      <Header
        status={popupStatus(snapshot)}
        live={snapshot.share !== null && snapshot.phase === 'joined'}
        onOptions={() => void controls.openOptions()}
      />
      <Matters snapshot={snapshot} />
      {!snapshot.recording && (
        <KeptRecordings shelf={controls.recordings} onShow={() => void controls.showRecordings()} />
      )}
      {snapshot.share && part === 'details' && (
        <Suspense>
          <Details snapshot={snapshot} controls={controls} onBack={() => setPart('share')} />
        </Suspense>
      )}
      {snapshot.share && part === 'share' && (
        <Sharing
          {...props}
          snapshot={snapshot}
          share={snapshot.share}
          onChat={() => setPart('chat')}
          onDetails={() => setPart('details')}
        />
      )}
      {snapshot.share && part === 'chat' && (
        <Suspense>
          <PopupChat
            controls={controls}
            sound={{ on: settings.chatSound, change: (chatSound) => onSettings({ chatSound }) }}
            onBack={() => setPart('share')}
          />
        </Suspense>
      )}
      {starting && <Starting onCancel={() => void controls.stop()} />}
      {!snapshot.share && !starting && <Idle {...props} room={snapshot.room} />}
    </main>
  );
}
