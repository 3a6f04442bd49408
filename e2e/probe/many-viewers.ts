import type { SeenFrame } from './picture.ts';
import { RoomViewer, type Standing } from './room-viewer.ts';

/** What one viewer saw since it was last asked. */
export interface ViewerFrames {
  /** As `add` numbered it. */
  readonly viewer: number;
  readonly frames: readonly SeenFrame[];
}

/** What the tests find under `portholeViewers` in the page of many viewers. */
export interface ManyViewersProbe {
  /** Lets one more join the room. @returns its number */
  add(link: string): number;
  /** Lets one leave as a person does. */
  remove(viewer: number): Promise<void>;
  takeFrames(): readonly ViewerFrames[];
  standings(): readonly Standing[];
  /** ms from joining to the first readable picture, by viewer; null where there is none yet. */
  firstPictures(): readonly { readonly viewer: number; readonly ms: number | null }[];
  /** ms since the epoch at which beeps began at a viewer, since the first call. */
  beeps(viewer: number): readonly number[];
}

declare global {
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var portholeViewers: ManyViewersProbe;
}

function createProbe(): ManyViewersProbe {
  const viewers = new Map<number, RoomViewer>();
  let last = 0;
  return {
    add(link) {
      last++;
      viewers.set(last, new RoomViewer(link, `viewer ${last}`));
      return last;
    },
    async remove(viewer) {
      const leaving = viewers.get(viewer);
      viewers.delete(viewer);
      await leaving?.leave();
    },
    takeFrames: () => [...viewers].map(([viewer, one]) => ({ viewer, frames: one.takeFrames() })),
    firstPictures: () => [...viewers].map(([viewer, one]) => ({ viewer, ms: one.firstPictureMs })),
    standings: () => [...viewers.values()].map(({ standing }) => standing),
    beeps: (viewer) => viewers.get(viewer)?.beeps() ?? [],
  };
}

globalThis.portholeViewers = createProbe();
