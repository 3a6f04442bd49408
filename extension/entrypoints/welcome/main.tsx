import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { hasOffscreen } from '../../bus/offscreen.ts';
import { askToCaptureTabs } from '../../bus/permissions.ts';
import { openSettingsSource } from '../../bus/settings-source.ts';
import { followLanguage } from '../../ui/i18n/follow-language.ts';
import { WelcomeApp } from '../../ui/welcome/WelcomeApp.tsx';

const settings = await openSettingsSource();
await followLanguage(settings);

function Welcome() {
  const { tabCapture } = useSyncExternalStore(settings.subscribe, settings.get);
  return (
    <WelcomeApp
      canShareTab={hasOffscreen()}
      state={tabCapture}
      requestTabCapture={askToCaptureTabs}
      onDone={(answer) => settings.change({ tabCapture: answer })}
    />
  );
}

createRoot(document.querySelector('#root')!).render(<Welcome />);
