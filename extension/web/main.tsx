import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createViewerControls } from '../bus/viewer-controls.ts';
import { parseRoomLink } from '../core/room-link.ts';
import { canCaptureDisplay } from '../rtc/capture.ts';
import { ViewerApp } from '../ui/viewer/ViewerApp.tsx';
import { handOver } from './hand-over.ts';
import { webRoomMemory } from './room-memory.ts';
import { serviceOrigin } from './service-origin.ts';
import { changeWebSettings, readWebSettings } from './settings.ts';

if (!(await handOver(location.href))) show();

function show(): void {
  const controls = createViewerControls({
    readLink: () => {
      const link = parseRoomLink(location.href);
      return { ...link, origin: serviceOrigin(link.origin, import.meta.env['VITE_SIGNALING_URL']) };
    },
    memory: webRoomMemory(location.href),
    name: readWebSettings().name,
    accessToken: () => null,
    compatibility: () => readWebSettings().compatibility,
    relayOnly: () => readWebSettings().relayOnly,
    pointing: () => readWebSettings().pointing,
    renamed: (name) => changeWebSettings({ name }),
  });

  function Viewer() {
    const [settings, setSettings] = useState(readWebSettings);
    return (
      <ViewerApp
        controls={controls}
        choice={settings}
        onChoice={(patch) => setSettings(changeWebSettings(patch))}
        relayOnly={settings.relayOnly}
        onRelayOnly={(relayOnly) => {
          setSettings(changeWebSettings({ relayOnly }));
          controls.changePaths();
        }}
        pointing={settings.pointing}
        onPointing={(pointing) => {
          setSettings(changeWebSettings({ pointing }));
          controls.changePointing();
        }}
        canShare={canCaptureDisplay()}
      />
    );
  }

  createRoot(document.querySelector('#root')!).render(<Viewer />);
}
