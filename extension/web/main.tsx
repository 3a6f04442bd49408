import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createViewerControls } from '../bus/viewer-controls.ts';
import { parseRoomLink } from '../core/room-link.ts';
import { canCaptureDisplay } from '../rtc/capture.ts';
import { ViewerApp } from '../ui/viewer/ViewerApp.tsx';
import { handOver } from './hand-over.ts';
import { serviceOrigin } from './service-origin.ts';
import { changeWebSettings, readWebSettings } from './settings.ts';

if (!(await handOver(location.href))) show();

function show(): void {
  const controls = createViewerControls({
    readLink: () => {
      const link = parseRoomLink(location.href);
      return { ...link, origin: serviceOrigin(link.origin, import.meta.env['VITE_SIGNALING_URL']) };
    },
    name: readWebSettings().name,
    accessToken: () => null,
    compatibility: () => readWebSettings().compatibility,
    renamed: (name) => changeWebSettings({ name }),
  });

  function Viewer() {
    const [settings, setSettings] = useState(readWebSettings);
    return (
      <ViewerApp
        controls={controls}
        choice={settings}
        onChoice={(patch) => setSettings(changeWebSettings(patch))}
        canShare={canCaptureDisplay()}
      />
    );
  }

  createRoot(document.querySelector('#root')!).render(<Viewer />);
}
