import { roomView } from '../core/compose-snapshot.ts';
import { parseRoomLink } from '../core/room-link.ts';
import { IDLE, type Snapshot } from '../core/snapshot.ts';
import { sendMessage } from './messages.ts';
import { isOffscreenOpen } from './offscreen.ts';
import type { SnapshotSource } from './room-host.ts';
import { followSnapshots } from './snapshot-port.ts';
import { lastSnapshotItem, sharingItem, type SharingRecord } from './stores.ts';

/** The popup's view of the sharer: live from the offscreen document, or else how the last share ended. */
export interface SharingSource extends SnapshotSource {
  /** The link of the share under way is on the clipboard. */
  readonly copied: boolean;
  /** Shows this until the next news. */
  show(snapshot: Snapshot): void;
  close(): void;
}

/** Resolves with the first Snapshot at hand, so that the popup never flashes a wrong state. */
export async function openSharingSource(): Promise<SharingSource> {
  const listeners = new Set<() => void>();
  let snapshot: Snapshot = IDLE;
  let copied = false;
  let unfollow: (() => void) | null = null;

  function show(next: Snapshot): void {
    snapshot = next;
    for (const listener of listeners) listener();
  }

  async function follow(record: SharingRecord | null): Promise<void> {
    copied = record?.copied ?? false;
    unfollow?.();
    unfollow = null;
    if (record === null) return show(await takeNews());
    if (!(await isOffscreenOpen())) {
      void sendMessage('to-worker:crashed', undefined);
      return show(brokenOff(record.link));
    }
    await new Promise<void>((resolve) => {
      unfollow = followSnapshots(
        (next) => {
          show(next);
          resolve();
        },
        // Closed on purpose, `sharing` changes as well and says so; a crash leaves it as it was.
        () => void sharingItem.getValue().then(follow),
      );
    });
  }

  const unwatch = sharingItem.watch((record) => void follow(record));
  await follow(await sharingItem.getValue());
  return {
    show,
    get copied() {
      return copied;
    },
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      unwatch();
      unfollow?.();
    },
  };
}

/** How the last share ended, or why it did not begin: news once, and no more when the popup is opened again. */
async function takeNews(): Promise<Snapshot> {
  const last = await lastSnapshotItem.getValue();
  await lastSnapshotItem.setValue({
    ...last,
    phase: 'idle',
    fault: null,
    ended: null,
    tampering: null,
    noRelay: false,
  });
  return last;
}

/** The offscreen document went without a word: it crashed. The room's link stays good. */
function brokenOff(link: string): Snapshot {
  return { ...IDLE, phase: 'failed', fault: { code: 'offscreen-gone' }, room: roomView(parseRoomLink(link)) };
}
