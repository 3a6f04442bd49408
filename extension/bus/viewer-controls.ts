import { faultCode } from '../core/faults.ts';
import type { RoomLink } from '../core/room-link.ts';
import { IDLE, type Snapshot } from '../core/snapshot.ts';
import { captureDisplay } from '../rtc/capture.ts';
import { createRoomClient, type RoomClient } from '../rtc/room-client.ts';
import type { ViewerControls } from './room-host.ts';

export interface ViewerOptions {
  /** The room, read from the page's own address. @throws PortholeError `bad-link` */
  readonly readLink: () => RoomLink;
  readonly name: string;
  /** Access token for the link's server, where there is one. */
  readonly accessToken: (link: RoomLink) => string | null;
  /** Whether what this page shares is encoded for each viewer apart; asked each time the room is entered. */
  readonly compatibility: () => boolean;
  /** The person chose another name: keep it for next time. */
  readonly renamed: (name: string) => void;
}

/** A viewer page's own RoomClient, joined at once. A link that cannot be read gives controls that say so. */
export function createViewerControls(options: ViewerOptions): ViewerControls {
  try {
    return liveControls(options.readLink(), options);
  } catch (error) {
    return brokenControls({ ...IDLE, phase: 'failed', fault: { code: faultCode(error) } });
  }
}

function liveControls(link: RoomLink, options: ViewerOptions): ViewerControls {
  const listeners = new Set<() => void>();
  let { name } = options;
  let client = enter();

  function enter(): RoomClient {
    const next = createRoomClient({
      link,
      name,
      accessToken: options.accessToken(link),
      compatibility: options.compatibility,
    });
    next.subscribe(changed);
    next.join();
    return next;
  }

  function changed(): void {
    for (const listener of listeners) listener();
  }

  /** Tries again, or comes back after leaving: with a client of its own, since the one that left is closed. */
  function retry(): void {
    if (client.getSnapshot().phase !== 'idle') return client.retry();
    client = enter();
    changed();
  }

  function leave(): void {
    void client.leave();
    changed();
  }

  // A tab that is closed says goodbye, so that its place is free at once; one that is brought back comes back in.
  addEventListener('pagehide', leave);
  addEventListener('pageshow', ({ persisted }) => persisted && retry());
  return {
    getSnapshot: () => client.getSnapshot(),
    streamOf: (peer) => client.streamOf(peer),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry,
    leave,
    shareScreen(choice) {
      // The fault of a capture that fails is in the Snapshot.
      void client.share(choice, (events) => captureDisplay(choice, events)).catch(() => undefined);
    },
    stopSharing: () => void client.stopSharing('stopped'),
    rename(next) {
      name = next;
      client.rename(next);
      options.renamed(next);
    },
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
