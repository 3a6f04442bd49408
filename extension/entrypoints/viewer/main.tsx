import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { accessTokenFor } from '../../bus/server.ts';
import { openSettingsSource } from '../../bus/settings-source.ts';
import { linkOfViewer } from '../../bus/viewer-address.ts';
import { createViewerControls } from '../../bus/viewer-controls.ts';
import { canCaptureDisplay } from '../../rtc/capture.ts';
import { ViewerApp } from '../../ui/viewer/ViewerApp.tsx';

const settings = await openSettingsSource();
const controls = createViewerControls({
  readLink: () => linkOfViewer(location),
  name: settings.get().name,
  accessToken: ({ origin }) => accessTokenFor(origin, settings.get()),
  compatibility: () => settings.get().compatibility,
  renamed: (name) => settings.change({ name }),
});

function Viewer() {
  const { preset, hint, sound } = useSyncExternalStore(settings.subscribe, settings.get);
  return (
    <ViewerApp
      controls={controls}
      choice={{ preset, hint, sound }}
      onChoice={settings.change}
      canShare={canCaptureDisplay()}
    />
  );
}

createRoot(document.querySelector('#root')!).render(<Viewer />);
