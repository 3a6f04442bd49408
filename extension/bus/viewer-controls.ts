import { faultCode } from '../core/faults.ts';
import type { RoomLink } from '../core/room-link.ts';
import { IDLE, type Snapshot } from '../core/snapshot.ts';
import { captureDisplay } from '../rtc/capture.ts';
import { createRoomClient } from '../rtc/room-client.ts';
import type { ViewerControls } from './room-host.ts';

export interface ViewerOptions {
  /** The room, read from the page's own address. @throws PortholeError `bad-link` */
  readonly readLink: () => RoomLink;
  readonly name: string;
  /** The person chose another name: keep it for next time. */
  readonly renamed: (name: string) => void;
}

/** A viewer page's own RoomClient, joined at once. A link that cannot be read gives controls that say so. */
export function createViewerControls({ readLink, name, renamed }: ViewerOptions): ViewerControls {
  let link: RoomLink;
  try {
    link = readLink();
  } catch (error) {
    return brokenControls({ ...IDLE, phase: 'failed', fault: { code: faultCode(error) } });
  }
  const client = createRoomClient({ link, name });
  // A tab that is closed says goodbye, so that its place is free at once.
  addEventListener('pagehide', () => void client.leave(), { once: true });
  client.join();
  return {
    getSnapshot: client.getSnapshot,
    subscribe: client.subscribe,
    streamOf: client.streamOf,
    retry: client.retry,
    shareScreen(choice) {
      // The fault of a capture that fails is in the Snapshot.
      void client.share(choice, (events) => captureDisplay(choice, events)).catch(() => undefined);
    },
    stopSharing: () => void client.stopSharing('stopped'),
    rename(next) {
      client.rename(next);
      renamed(next);
    },
    leave: () => void client.leave(),
  };
}

const nothing = () => undefined;

function brokenControls(snapshot: Snapshot): ViewerControls {
  return {
    getSnapshot: () => snapshot,
    subscribe: () => nothing,
    streamOf: () => null,
    retry: nothing,
    shareScreen: nothing,
    stopSharing: nothing,
    rename: nothing,
    leave: nothing,
  };
}
