import { useCallback, useSyncExternalStore } from 'react';
import type { SnapshotSource } from '../bus/room-host.ts';
import type { Snapshot } from '../core/snapshot.ts';

/** The source's current Snapshot; renders again when a new one is published. */
export function useSnapshot(source: SnapshotSource): Snapshot {
  const subscribe = useCallback((listener: () => void) => source.subscribe(listener), [source]);
  const getSnapshot = useCallback(() => source.getSnapshot(), [source]);
  return useSyncExternalStore(subscribe, getSnapshot);
}
