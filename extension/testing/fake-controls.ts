import type { HistorySource, PopupControls, SnapshotSource, ViewerControls } from '../bus/room-host.ts';
import type { History } from '../core/history.ts';
import type { Snapshot } from '../core/snapshot.ts';

const nothing = () => undefined;
const done = () => Promise.resolve();

/** A source that always shows the same. */
function still(snapshot: Snapshot, history: History): SnapshotSource & HistorySource {
  return {
    getSnapshot: () => snapshot,
    subscribe: () => nothing,
    getHistory: () => history,
    followHistory: () => nothing,
  };
}

/** The popup's controls over a Snapshot that stands still; every command succeeds and does nothing. */
export function fakePopupControls(snapshot: Snapshot, history: History = []): PopupControls {
  return {
    ...still(snapshot, history),
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
  history: History = [],
): ViewerControls {
  return {
    ...still(snapshot, history),
    streamOf: (id) => streams.get(id) ?? null,
    retry: nothing,
    view: nothing,
    display: nothing,
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
