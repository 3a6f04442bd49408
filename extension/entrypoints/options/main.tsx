import { useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { hasOffscreen } from '../../bus/offscreen.ts';
import {
  askToActOn,
  askToCaptureTabs,
  askToWatchNavigation,
  mayActOn,
  mayCaptureTabs,
  mayWatchNavigation,
} from '../../bus/permissions.ts';
import { sharingShortcut } from '../../bus/commands.ts';
import { DEFAULT_SERVER } from '../../bus/server.ts';
import { openSettingsSource } from '../../bus/settings-source.ts';
import { checkService } from '../../rtc/service.ts';
import { followLanguage } from '../../ui/i18n/follow-language.ts';
import { OptionsApp } from '../../ui/options/OptionsApp.tsx';

const settings = await openSettingsSource();
await followLanguage(settings);
const heldAtStart = await mayCaptureTabs();
const navigationAtStart = await mayWatchNavigation();
const shortcut = await sharingShortcut();

function Options() {
  const current = useSyncExternalStore(settings.subscribe, settings.get);
  const [tabCapture, setTabCapture] = useState(heldAtStart);
  const [navigation, setNavigation] = useState(navigationAtStart);

  async function requestTabCapture(): Promise<boolean> {
    const granted = await askToCaptureTabs();
    settings.change({ tabCapture: granted ? 'granted' : 'declined' });
    setTabCapture(granted);
    return granted;
  }

  async function requestNavigation(): Promise<boolean> {
    const granted = await askToWatchNavigation();
    setNavigation(granted);
    return granted;
  }

  return (
    <OptionsApp
      settings={current}
      onSettings={settings.change}
      checkServer={checkService}
      access={{
        canShareTab: hasOffscreen(),
        tabCapture,
        requestTabCapture,
        navigation,
        requestNavigation,
        hostGranted: mayActOn,
        requestHost: askToActOn,
      }}
      shortcut={shortcut}
      defaultServer={DEFAULT_SERVER}
    />
  );
}

createRoot(document.querySelector('#root')!).render(<Options />);
