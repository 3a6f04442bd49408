import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { createViewerControls } from '../bus/viewer-controls.ts';
import { parseRoomLink } from '../core/room-link.ts';
import { canCaptureDisplay } from '../rtc/abilities.ts';
import { followLanguage } from '../ui/i18n/follow-language.ts';
import { ViewerApp } from '../ui/viewer/ViewerApp.tsx';
import { handOver } from './hand-over.ts';
import { webRoomMemory } from './room-memory.ts';
import { serviceOrigin } from './service-origin.ts';
import { openWebSettings } from './settings.ts';

const settings = openWebSettings();
const speaking = followLanguage(settings);
if (!(await handOver(location.href))) {
  await speaking;
  show();
}

function show(): void {
  const controls = createViewerControls({
    readLink: () => {
      const link = parseRoomLink(location.href);
      return { ...link, origin: serviceOrigin(link.origin, import.meta.env['VITE_SIGNALING_URL']) };
    },
    memory: webRoomMemory(location.href),
    name: settings.get().name,
    accessToken: () => null,
    compatibility: () => settings.get().compatibility,
    relayOnly: () => settings.get().relayOnly,
    pointing: () => settings.get().pointing,
    renamed: (name) => settings.change({ name }),
  });

  function Viewer() {
    const current = useSyncExternalStore(settings.subscribe, settings.get);
    return (
      <ViewerApp
        controls={controls}
        choice={current}
        onChoice={settings.change}
        relayOnly={current.relayOnly}
        onRelayOnly={(relayOnly) => {
          settings.change({ relayOnly });
          controls.changePaths();
        }}
        pointing={current.pointing}
        onPointing={(pointing) => {
          settings.change({ pointing });
          controls.changePointing();
        }}
        language={current.language}
        onLanguage={(language) => settings.change({ language })}
        chatSound={{
          on: current.chatSound,
          change: (chatSound) => settings.change({ chatSound }),
        }}
        canShare={canCaptureDisplay()}
      />
    );
  }

  createRoot(document.querySelector('#root')!).render(<Viewer />);
}
