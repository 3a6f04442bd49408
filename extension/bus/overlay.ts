import type { PeerView } from '../core/snapshot.ts';
import type { RoomClient } from '../rtc/room-client.ts';
import type { Schedule } from '../rtc/schedule.ts';
import { acceptOverlay, type OverlayPort } from './overlay-port.ts';

/** Viewers' pointers over the shared tab itself. */
export interface Overlay {
  /** From now on, through every navigation; or no more. */
  show(on: boolean): void;
  close(): void;
}

export interface OverlayOptions {
  readonly client: Pick<RoomClient, 'pointing' | 'getSnapshot'>;
  /** The shared tab; null where something else is shared, over which nothing can be drawn. */
  readonly tabId: number | null;
  /** Puts the script into the tab. @returns false where that cannot be */
  readonly inject: (tabId: number) => Promise<boolean>;
  /** What stands beside a viewer's pointer. */
  readonly labelOf: (peer: PeerView) => string;
  readonly schedule: Schedule;
}

/** ms until the script is put into a page again that did not take it, ever longer: it may load, or be protected. */
const RETRIES_MS = [300, 1000, 3000, 10_000];

const NOTHING: Overlay = { show: () => undefined, close: () => undefined };

export function createOverlay({ client, tabId, inject, labelOf, schedule }: OverlayOptions): Overlay {
  if (tabId === null) return NOTHING;
  const tab = tabId;
  let wanted = false;
  let port: OverlayPort | null = null;
  let tries = 0;
  let cancel: (() => void) | null = null;

  const unaccept = acceptOverlay(tab, {
    opened(next) {
      if (!wanted) return next.close();
      port?.close();
      hold(next);
    },
    closed(gone) {
      if (gone !== port) return;
      hold(null);
      tries = 0;
      putInto();
    },
  });

  const { id } = client.getSnapshot().me ?? { id: '' };
  const unfollow = client.pointing.feedOf(id).subscribe((peer, at) => {
    const member = client.getSnapshot().peers.find((each) => each.id === peer);
    if (member) port?.send({ id: peer, label: labelOf(member), at: [...at] });
  });

  function hold(next: OverlayPort | null): void {
    port = next;
    cancel?.();
    client.pointing.setOverlay(next !== null);
  }

  /** As long as no script has answered: what the worker says is no proof, a navigation may have overtaken it. */
  function putInto(): void {
    cancel?.();
    if (!wanted || port) return;
    void inject(tab).catch(() => false);
    cancel = schedule(RETRIES_MS[Math.min(tries++, RETRIES_MS.length - 1)] ?? 0, putInto);
  }

  function show(on: boolean): void {
    if (on === wanted) return;
    wanted = on;
    tries = 0;
    if (on) return putInto();
    cancel?.();
    port?.close();
    hold(null);
  }

  return {
    show,
    close() {
      show(false);
      unfollow();
      unaccept();
    },
  };
}
