import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { browser } from 'wxt/browser';
import { openChatSource } from '../../bus/chat-source.ts';
import { hasOffscreen } from '../../bus/offscreen.ts';
import { createPopupControls } from '../../bus/popup-controls.ts';
import { settleAsking } from '../../bus/permissions.ts';
import { serverOrigin } from '../../bus/server.ts';
import { openSettingsSource, type SettingsSource } from '../../bus/settings-source.ts';
import { openSharingSource } from '../../bus/sharing-source.ts';
import { readUplink } from '../../bus/stores.ts';
import { followLanguage } from '../../ui/i18n/follow-language.ts';
import { PopupApp } from '../../ui/popup/PopupApp.tsx';

async function openSettings(): Promise<SettingsSource> {
  await settleAsking();
  const settings = await openSettingsSource();
  await followLanguage(settings);
  return settings;
}

// All at once: each asks another process, and a person waits for the first paint.
const [[tab], settings, source, chat, uplink] = await Promise.all([
  browser.tabs.query({ active: true, currentWindow: true }),
  openSettings(),
  openSharingSource(),
  openChatSource(),
  readUplink(),
]);
const controls = createPopupControls(source, chat, tab?.id ?? null, uplink, () => window.close());

function Popup() {
  const current = useSyncExternalStore(settings.subscribe, settings.get);
  return (
    <PopupApp
      controls={controls}
      settings={current}
      onSettings={settings.change}
      tab={tab ? { capturable: true, title: tab.title ?? '' } : null}
      canShareTab={hasOffscreen()}
      server={serverOrigin(current)}
    />
  );
}

createRoot(document.querySelector('#root')!).render(<Popup />);
