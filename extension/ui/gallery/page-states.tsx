import { DEFAULT_SETTINGS, type Settings } from '../../core/settings.ts';
import type { KeptRecording } from '../../core/recording/file-name.ts';
import { IDLE } from '../../core/snapshot.ts';
import { fakeViewerControls } from '../../testing/fake-controls.ts';
import { FAKE_KEPT } from '../../testing/fake-snapshot.ts';
import { RecordingsApp } from '../recording/RecordingsApp.tsx';
import { OptionsApp, type Access } from '../options/OptionsApp.tsx';
import { WelcomeApp, type WelcomeProps } from '../welcome/WelcomeApp.tsx';
import type { GalleryState } from './states.tsx';

const yes = () => Promise.resolve(true);

function options(name: string, settings: Partial<Settings>, access: Partial<Access>): GalleryState {
  const render = () => (
    <OptionsApp
      settings={{ ...DEFAULT_SETTINGS, ...settings }}
      onSettings={() => undefined}
      checkServer={(address) => Promise.resolve(address)}
      access={{
        canShareTab: true,
        tabCapture: false,
        requestTabCapture: yes,
        navigation: false,
        requestNavigation: yes,
        hostGranted: yes,
        requestHost: yes,
        ...access,
      }}
      shortcut="Alt+Shift+S"
      defaultServer="https://porthole.example"
    />
  );
  return { name: `options-${name}`, kind: 'page', render };
}

function welcome(state: WelcomeProps['state']): GalleryState {
  const render = () => (
    <WelcomeApp canShareTab state={state} requestTabCapture={yes} onDone={() => undefined} />
  );
  return { name: `welcome-${state}`, kind: 'page', render };
}

function recordings(name: string, kept: readonly KeptRecording[]): GalleryState {
  const { recordings: shelf } = fakeViewerControls(IDLE, new Map(), kept);
  return { name: `recordings-${name}`, kind: 'page', render: () => <RecordingsApp shelf={shelf} /> };
}

export const PAGE_STATES: readonly GalleryState[] = [
  options('fresh', {}, {}),
  options(
    'own-server',
    {
      name: 'Robin',
      server: 'https://share.lighthouse.example',
      openLinks: true,
      preset: '2160p60',
      pauseOnLeave: ['example.org', 'mail.lighthouse.example'],
    },
    { tabCapture: true },
  ),
  recordings('some', [FAKE_KEPT, { ...FAKE_KEPT, id: '1767225500000-a1.mp4', bytes: 3_600_000_000 }]),
  recordings('none', []),
  welcome('unasked'),
  welcome('granted'),
  welcome('declined'),
];
