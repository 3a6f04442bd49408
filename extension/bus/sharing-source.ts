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
  /** What the worker keeps of the share under way; null without one. */
  readonly record: SharingRecord | null;
  /** Shows this until the next news. */
  show(snapshot: Snapshot): void;
  close(): void;
}

/** Resolves with the first Snapshot at hand, so that the popup never flashes a wrong state. */
export async function openSharingSource(): Promise<SharingSource> {
  const listeners = new Set<() => void>();
  let snapshot: Snapshot = IDLE;
  let current: SharingRecord | null = null;
  let unfollow: (() => void) | null = null;

  function show(next: Snapshot): void {
    snapshot = next;
    for (const listener of listeners) listener();
  }

  async function follow(record: SharingRecord | null): Promise<void> {
    const isSame = record !== null && record.shareId === current?.shareId && unfollow !== null;
    current = record;
    // The same share in another place: whoever looks at that looks again.
    if (isSame) return show({ ...snapshot });
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
        () => {
          unfollow = null;
          void sharingItem.getValue().then(follow);
        },
      );
    });
  }

  const unwatch = sharingItem.watch((record) => void follow(record));
  await follow(await sharingItem.getValue());
  return {
    show,
    get record() {
      return current;
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
