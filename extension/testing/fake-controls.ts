import type { PopupControls, SnapshotSource, ViewerControls } from '../bus/room-host.ts';
import { createPointers, type PointerFeed } from '../core/pointer/feed.ts';
import type { Snapshot } from '../core/snapshot.ts';

const nothing = () => undefined;
const done = () => Promise.resolve();

/** A source that always shows the same. */
function still(snapshot: Snapshot): SnapshotSource {
  return { getSnapshot: () => snapshot, subscribe: () => nothing };
}

/** The popup's controls over a Snapshot that stands still; every command succeeds and does nothing. */
export function fakePopupControls(snapshot: Snapshot): PopupControls {
  return {
    ...still(snapshot),
    shareTab: done,
    shareScreen: done,
    stop: done,
    order: nothing,
    watch: done,
    isLinkCopied: () => true,
    copyLink: () => Promise.resolve(true),
    pointOnTab: done,
    openOptions: done,
  };
}

/** The viewer's controls over a Snapshot that stands still. @param streams by peer id @param pointers by sharer */
export function fakeViewerControls(
  snapshot: Snapshot,
  streams: ReadonlyMap<string, MediaStream> = new Map(),
  pointers: ReadonlyMap<string, PointerFeed> = new Map(),
): ViewerControls {
  const none = createPointers();
  return {
    ...still(snapshot),
    streamOf: (id) => streams.get(id) ?? null,
    retry: nothing,
    view: nothing,
    pointersOn: (id) => pointers.get(id) ?? none,
    point: nothing,
    changePointing: nothing,
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
