import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { accessTokenFor } from '../../bus/server.ts';
import { openRoomMemory } from '../../bus/room-memory.ts';
import { openSettingsSource } from '../../bus/settings-source.ts';
import { linkOfViewer } from '../../bus/viewer-address.ts';
import { createViewerControls } from '../../bus/viewer-controls.ts';
import { canCaptureDisplay } from '../../rtc/abilities.ts';
import { followLanguage } from '../../ui/i18n/follow-language.ts';
import { ViewerApp } from '../../ui/viewer/ViewerApp.tsx';

const settings = await openSettingsSource();
await followLanguage(settings);
const readLink = () => linkOfViewer(location);
const memory = await openRoomMemory(readLink);
const controls = createViewerControls({
  readLink,
  memory,
  name: settings.get().name,
  accessToken: ({ origin }) => accessTokenFor(origin, settings.get()),
  compatibility: () => settings.get().compatibility,
  relayOnly: () => settings.get().relayOnly,
  pointing: () => settings.get().pointing,
  renamed: (name) => settings.change({ name }),
});

function Viewer() {
  const { preset, hint, sound, microphone, relayOnly, pointing, language, chatSound } = useSyncExternalStore(
    settings.subscribe,
    settings.get,
  );
  return (
    <ViewerApp
      controls={controls}
      choice={{ preset, hint, sound, microphone }}
      onChoice={settings.change}
      relayOnly={relayOnly}
      onRelayOnly={(on) => {
        settings.change({ relayOnly: on });
        controls.changePaths();
      }}
      pointing={pointing}
      onPointing={(on) => {
        settings.change({ pointing: on });
        controls.changePointing();
      }}
      language={language}
      onLanguage={(next) => settings.change({ language: next })}
      chatSound={{ on: chatSound, change: (on) => settings.change({ chatSound: on }) }}
      canShare={canCaptureDisplay()}
    />
  );
}

createRoot(document.querySelector('#root')!).render(<Viewer />);
