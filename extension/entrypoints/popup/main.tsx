import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { browser } from 'wxt/browser';
import { hasOffscreen } from '../../bus/offscreen.ts';
import { createPopupControls } from '../../bus/popup-controls.ts';
import { settleAsking } from '../../bus/permissions.ts';
import { serverOrigin } from '../../bus/server.ts';
import { openSettingsSource } from '../../bus/settings-source.ts';
import { openSharingSource } from '../../bus/sharing-source.ts';
import { followLanguage } from '../../ui/i18n/follow-language.ts';
import { PopupApp } from '../../ui/popup/PopupApp.tsx';

const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
await settleAsking();
const settings = await openSettingsSource();
await followLanguage(settings);
const source = await openSharingSource();
const controls = createPopupControls(source, tab?.id ?? null, () => window.close());

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
