import type { ChatControls, PopupControls, SnapshotSource, ViewerControls } from '../bus/room-host.ts';
import { CHAT_OFF, type ChatView } from '../core/chat/chat-view.ts';
import type { Snapshot } from '../core/snapshot.ts';

const nothing = () => undefined;
const done = () => Promise.resolve();

/** A source that always shows the same. */
function still(snapshot: Snapshot): SnapshotSource {
  return { getSnapshot: () => snapshot, subscribe: () => nothing };
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
export function fakePopupControls(snapshot: Snapshot, chat = fakeChat()): PopupControls {
  return {
    chat,
    openChat: done,
    ...still(snapshot),
    shareTab: done,
    shareScreen: done,
    stop: done,
    order: nothing,
    watch: done,
    isLinkCopied: () => true,
    copyLink: () => Promise.resolve(true),
    openOptions: done,
  };
}

/** The viewer's controls over a Snapshot that stands still. @param streams by peer id */
export function fakeViewerControls(
  snapshot: Snapshot,
  streams: ReadonlyMap<string, MediaStream> = new Map(),
  chat = fakeChat(),
): ViewerControls {
  return {
    chat,
    ...still(snapshot),
    streamOf: (id) => streams.get(id) ?? null,
    retry: nothing,
    view: nothing,
    shareScreen: nothing,
    stopSharing: nothing,
    order: nothing,
    rename: nothing,
    enterPhrase: nothing,
    changePaths: nothing,
    burnLink: nothing,
    leave: nothing,
  };
}
