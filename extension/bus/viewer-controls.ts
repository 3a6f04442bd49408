import { faultCode } from '../core/faults.ts';
import type { History } from '../core/history.ts';
import { createListeners } from '../core/listeners.ts';
import { createPointers } from '../core/pointer/feed.ts';
import { keysOfLink, type RoomKeys } from '../core/room-key.ts';
import { burn, type RoomLink } from '../core/room-link.ts';
import { DEFAULT_PRESET } from '../core/presets.ts';
import { IDLE, type Snapshot } from '../core/snapshot.ts';
import { canCrop } from '../rtc/abilities.ts';
import type { CaptureWish } from '../rtc/capture.ts';
import type { OpenCapture } from '../rtc/share.ts';
import { repeat } from '../rtc/schedule.ts';
import { createRoomClient, type RoomClient } from '../rtc/room-client.ts';
import type { RoomMemory } from '../rtc/host-keeper.ts';
import { createChatSwitch } from './chat-switch.ts';
import { createRecordingShelf } from './recordings.ts';
import type { ViewerControls } from './room-host.ts';

export interface ViewerOptions {
  /** The room, read from the page's own address. @throws PortholeError `bad-link` */
  readonly readLink: () => RoomLink;
  readonly name: string;
  readonly memory: RoomMemory;
  /** Access token for the link's server, where there is one. */
  readonly accessToken: (link: RoomLink) => string | null;
  /** Whether what this page shares is encoded for each viewer apart; asked each time the room is entered. */
  readonly compatibility: () => boolean;
  /** Whether the server's relays alone are used; asked for each connection. */
  readonly relayOnly: () => boolean;
  /** Whether viewers may point at what this page shares. */
  readonly pointing: () => boolean;
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
  const listeners = createListeners();
  const chat = createChatSwitch();
  let { name } = options;
  let lastChoice: CaptureWish = { preset: DEFAULT_PRESET, sound: true };
  let keys: RoomKeys | null = null;
  /** None until the keys are there: a link may ask for a pass phrase. */
  let client: RoomClient | null = null;
  let before: Snapshot = { ...IDLE, phase: 'connecting' };

  function enter(): RoomClient {
    const next = createRoomClient({
      link,
      keys,
      name,
      accessToken: options.accessToken(link),
      memory: options.memory,
      compatibility: options.compatibility,
      relayOnly: options.relayOnly,
      pointing: options.pointing(),
    });
    next.subscribe(changed);
    chat.use(next);
    next.join();
    return next;
  }

  function changed(): void {
    listeners.tell();
  }

  /** Into the room with the keys of the link and this phrase. */
  async function unlock(phrase: string | null): Promise<void> {
    const attempt: Snapshot = { ...IDLE, phase: 'connecting' };
    void client?.leave();
    client = null;
    before = attempt;
    changed();
    try {
      const found = await keysOfLink(link, phrase);
      // Another phrase may have been entered meanwhile.
      if (before !== attempt) return;
      keys = found;
      client = enter();
    } catch (error) {
      before = { ...IDLE, phase: 'failed', fault: { code: faultCode(error) } };
    }
    changed();
  }

  /** Tries again, or comes back after leaving: with a client of its own, since the one that left is closed. */
  function retry(): void {
    if (!client) return;
    if (client.getSnapshot().phase !== 'idle') return client.retry();
    client = enter();
    changed();
  }

  function leave(): void {
    void client?.leave();
    changed();
  }

  void unlock(null);
  // A tab that is closed says goodbye, so that its place is free at once; one that is brought back comes back in.
  addEventListener('pagehide', leave);
  addEventListener('pageshow', ({ persisted }) => persisted && retry());
  return {
    chat: chat.controls,
    getSnapshot: () => client?.getSnapshot() ?? before,
    streamOf: (peer) => client?.streamOf(peer) ?? null,
    view: (peer, viewing) => client?.view(peer, viewing),
    display: (peer, display) => client?.display(peer, display),
    getHistory: () => client?.getHistory() ?? NO_HISTORY,
    followHistory: listeners.subscribe,
    pointersOn: (sharer) => client?.pointing.feedOf(sharer) ?? NO_POINTERS,
    point: (sharer, aim) => client?.pointing.aim(sharer, aim),
    changePointing: () => client?.pointing.allow(options.pointing()),
    enterPhrase: (phrase) => void unlock(phrase),
    changePaths: () => client?.changePaths(),
    burnLink: () => history.replaceState(null, '', burn(location.href)),
    subscribe: listeners.subscribe,
    retry,
    leave,
    shareScreen(choice) {
      lastChoice = choice;
      // The fault of a capture that fails is in the Snapshot.
      void client?.share(choice, captureScreen(choice)).catch(() => undefined);
    },
    canCrop: canCrop(),
    control: (control) => void client?.control(control),
    async switchToScreen() {
      await client?.switchSource(captureScreen(lastChoice)).catch(() => undefined);
    },
    still: async () => (await client?.still()) ?? null,
    followLevels: (heard) => repeat(LEVELS_MS, () => client && heard(client.levels())),
    record: (peer) => client?.recording.start(peer),
    pauseRecording: () => client?.recording.pause(),
    resumeRecording: () => client?.recording.resume(),
    stopRecording: () => client?.recording.stop() ?? Promise.resolve(null),
    recordings: createRecordingShelf(),
    order: (order) => client?.order(order),
    stopSharing: () => void client?.stopSharing('stopped'),
    rename(next) {
      name = next;
      client?.rename(next);
      options.renamed(next);
    },
  };
}

/** ms: as often as a meter has to move to look alive. */
const LEVELS_MS = 80;

const nothing = () => undefined;
const none = () => Promise.resolve(null);
const NO_HISTORY: History = [];
const NO_POINTERS = createPointers();

function brokenControls(snapshot: Snapshot): ViewerControls {
  return {
    chat: createChatSwitch().controls,
    getSnapshot: () => snapshot,
    subscribe: () => nothing,
    streamOf: () => null,
    view: nothing,
    display: nothing,
    getHistory: () => NO_HISTORY,
    followHistory: () => nothing,
    pointersOn: () => NO_POINTERS,
    point: nothing,
    changePointing: nothing,
    retry: nothing,
    shareScreen: nothing,
    order: nothing,
    canCrop: false,
    control: nothing,
    switchToScreen: () => Promise.resolve(),
    still: none,
    followLevels: () => nothing,
    record: nothing,
    pauseRecording: nothing,
    resumeRecording: nothing,
    stopRecording: () => Promise.resolve(null),
    recordings: createRecordingShelf(),
    stopSharing: nothing,
    rename: nothing,
    enterPhrase: nothing,
    changePaths: nothing,
    burnLink: nothing,
    leave: nothing,
  };
}

/** The code that captures is loaded when somebody shares. */
function captureScreen(wish: CaptureWish): OpenCapture {
  return async (events) => (await import('../rtc/capture.ts')).captureDisplay(wish, events);
}
