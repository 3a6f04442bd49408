import type { ShareChoice, ViewerControls } from '../../bus/room-host.ts';
import type { ChatSound } from '../chat/ChatPanel.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { Frame } from '../pieces/Frame.tsx';
import { Toaster } from '../pieces/Toaster.tsx';
import { Viewer } from './Viewer.tsx';

export interface ViewerProps {
  readonly controls: ViewerControls;
  /** What sharing from this page starts with. */
  readonly choice: ShareChoice;
  readonly onChoice: (patch: Partial<ShareChoice>) => void;
  /** Connections use the server's relays alone. */
  readonly relayOnly: boolean;
  readonly onRelayOnly: (on: boolean) => void;
  /** Viewers may point at what this page shares. */
  readonly pointing: boolean;
  readonly onPointing: (on: boolean) => void;
  /** Code of the chosen language; empty = the browser's choice. */
  readonly language: string;
  readonly onLanguage: (language: string) => void;
  /** A sound for new lines of the chat. */
  readonly chatSound: ChatSound;
  /** The browser can share a screen from this page. */
  readonly canShare: boolean;
}

/** The page behind a room link, in the extension and on the web: watch, and share too. */
export function ViewerApp(props: ViewerProps) {
  useLanguage();
  return (
    <Frame>
      <Toaster>
        <Viewer {...props} />
      </Toaster>
    </Frame>
  );
}
