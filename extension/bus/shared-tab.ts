import type { RoomClient } from '../rtc/room-client.ts';
import { schedule } from '../rtc/schedule.ts';
import type { PointingChoice } from './message-check.ts';
import { createOverlay, type OverlayOptions } from './overlay.ts';

/** The tab that is shared, with the viewers' pointers over it; another after a switch. */
export interface SharedTab {
  /** null where something else than a tab is shared */
  readonly id: number | null;
  /** Something else is shared from now on. */
  move(id: number | null): void;
  setPointing(choice: PointingChoice): void;
  close(): void;
}

export interface SharedTabOptions extends Pick<OverlayOptions, 'inject' | 'labelOf'> {
  readonly client: RoomClient;
  readonly id: number | null;
  readonly pointing: PointingChoice;
}

export function createSharedTab({ client, inject, labelOf, ...first }: SharedTabOptions): SharedTab {
  let { id, pointing } = first;
  let overlay = over(id);

  function over(tabId: number | null) {
    const made = createOverlay({ client, tabId, inject, labelOf, schedule });
    made.show(pointing.allowed && pointing.onTab);
    return made;
  }

  return {
    get id() {
      return id;
    },
    move(next) {
      if (next === id) return;
      id = next;
      overlay.close();
      overlay = over(id);
    },
    setPointing(choice) {
      pointing = choice;
      client.pointing.allow(pointing.allowed);
      overlay.show(pointing.allowed && pointing.onTab);
    },
    close: () => overlay.close(),
  };
}
