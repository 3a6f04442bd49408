import { useSyncExternalStore } from 'react';
import type { SnapshotSource } from '../bus/room-host.ts';
import type { Snapshot } from '../core/snapshot.ts';

/** The source's current Snapshot; renders again when a new one is published. */
export function useSnapshot(source: SnapshotSource): Snapshot {
  return useSyncExternalStore(
    (listener) => source.subscribe(listener),
    () => source.getSnapshot(),
  );
}
