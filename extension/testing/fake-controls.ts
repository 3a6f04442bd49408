import type {
  ChatControls,
  HistorySource,
  PopupControls,
  RecorderControls,
  RecordingShelf,
  SharingControls,
  SnapshotSource,
  ViewerControls,
} from '../bus/room-host.ts';
import { CHAT_OFF, type ChatView } from '../core/chat/chat-view.ts';
import type { KeptRecording } from '../core/recording/file-name.ts';
import type { History } from '../core/history.ts';
import { createPointers, type PointerFeed } from '../core/pointer/feed.ts';
import type { Snapshot } from '../core/snapshot.ts';

const nothing = () => undefined;
const done = () => Promise.resolve();

const STILL = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path fill="#35506b" d="M0 0h16v9H0z"/><path fill="#dfe6ee" d="M2 2h7v5H2zM10 2h4v2h-4z"/></svg>',
)}`;

const sharing: SharingControls = {
  canCrop: true,
  control: nothing,
  switchToScreen: done,
  still: () => Promise.resolve(STILL),
  followLevels(heard) {
    heard({ source: 0.6, microphone: 0.4 });
    return nothing;
  },
};

const recorder: RecorderControls = {
  record: nothing,
  pauseRecording: nothing,
  resumeRecording: nothing,
  stopRecording: () => Promise.resolve(null),
};

function shelf(kept: readonly KeptRecording[]): RecordingShelf {
  return { list: () => Promise.resolve(kept), finish: () => Promise.resolve(null), discard: done };
}

/** A source that always shows the same. */
function still(snapshot: Snapshot, history: History): SnapshotSource & HistorySource {
  return {
    getSnapshot: () => snapshot,
    subscribe: () => nothing,
    getHistory: () => history,
    followHistory: () => nothing,
  };
}

/** A chat that stands still; whatever is said goes nowhere. */
export function fakeChat(view: ChatView = CHAT_OFF, draft = ''): ChatControls {
  return {
    getView: () => view,
    subscribe: () => nothing,
    say: () => Promise.resolve(null),
    again: nothing,
    seen: nothing,
    getDraft: () => draft,
    keepDraft: nothing,
  };
}

/** The popup's controls over a Snapshot that stands still; every command succeeds and does nothing. */
export function fakePopupControls(
  snapshot: Snapshot,
  kept: readonly KeptRecording[] = [],
  chat = fakeChat(),
  history: History = [],
): PopupControls {
  return {
    chat,
    openChat: done,
    ...still(snapshot, history),
    ...recorder,
    recordings: shelf(kept),
    showRecordings: done,
    shareTab: done,
    shareScreen: done,
    stop: done,
    order: nothing,
    ...sharing,
    isElsewhere: () => false,
    switchToTab: done,
    guard: () => (snapshot.share?.source === 'tab' ? { site: 'docs.example.org', on: true } : null),
    setGuard: done,
    uplink: () => ({ kbps: 22_000, full: true }),
    openMicrophone: done,
    watch: done,
    isLinkCopied: () => true,
    copyLink: () => Promise.resolve(true),
    pointOnTab: done,
    openOptions: done,
  };
}

/** The viewer's controls over a Snapshot that stands still. @param streams by peer id @param kept not saved yet */
export function fakeViewerControls(
  snapshot: Snapshot,
  streams: ReadonlyMap<string, MediaStream> = new Map(),
  kept: readonly KeptRecording[] = [],
  chat = fakeChat(),
  history: History = [],
  pointers: ReadonlyMap<string, PointerFeed> = new Map(),
): ViewerControls {
  const none = createPointers();
  return {
    chat,
    ...still(snapshot, history),
    ...recorder,
    recordings: shelf(kept),
    streamOf: (id) => streams.get(id) ?? null,
    retry: nothing,
    view: nothing,
    display: nothing,
    pointersOn: (id) => pointers.get(id) ?? none,
    point: nothing,
    changePointing: nothing,
    shareScreen: nothing,
    stopSharing: nothing,
    order: nothing,
    ...sharing,
    rename: nothing,
    enterPhrase: nothing,
    changePaths: nothing,
    burnLink: nothing,
    leave: nothing,
  };
}
