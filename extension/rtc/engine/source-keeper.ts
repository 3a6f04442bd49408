import type { RoomCodec } from '../../core/codec-choice.ts';
import type { Rung } from '../../core/rungs.ts';
import type { EngineShare } from './engine.ts';
import { createRungSources, type RungSources } from './rung-sources.ts';

/** Owns the encoders of the share under way: set up when they are needed, anew for another codec. */
export interface SourceKeeper {
  /** null while they are being set up, or not needed */
  readonly sources: RungSources | null;
  /** Of the encoders that are there or being set up. */
  readonly codec: RoomCodec | null;
  /** The browser could not: everyone has an encoder of its own until the next share. */
  readonly refused: boolean;
  /** Forgets the last share; encodes this one when {@link prepare} asks for it. */
  begin(share: EngineShare | null): void;
  /** Sets up the encoders, unless they are there. */
  prepare(codec: RoomCodec): void;
  adjust(rungs: readonly Rung[]): void;
  /** The picture of this share is another track. */
  replaceTrack(track: MediaStreamTrack): void;
  close(): void;
}

/** @param worker null = nobody shares an encoder @param changed there are other `sources` now, or none will come */
export function createSourceKeeper(
  worker: Worker | null,
  nextId: () => number,
  changed: () => void,
): SourceKeeper {
  let share: EngineShare | null = null;
  /** Counts the shares: what was set up for an older one is of no use. */
  let shares = 0;
  let sources: RungSources | null = null;
  let preparing: RoomCodec | null = null;
  let refused = false;

  function drop(): void {
    sources?.close();
    sources = null;
    preparing = null;
    refused = false;
  }

  async function setUp(mine: EngineShare, codec: RoomCodec, worker: Worker): Promise<void> {
    const { track, rungs, codecs: order } = mine;
    const number = shares;
    try {
      const made = await createRungSources({ worker, track, rungs, codec, order, nextId });
      if (!share || number !== shares || preparing !== codec) return made.close();
      sources?.close();
      sources = made;
      // The size of the picture may have become known meanwhile, or it is another's.
      made.adjust(share.rungs);
      if (share.track !== track) made.replaceTrack(share.track);
    } catch {
      if (number === shares) refused = true;
    }
    if (preparing === codec) preparing = null;
    changed();
  }

  return {
    get sources() {
      return sources;
    },
    get codec() {
      return preparing ?? sources?.codec ?? null;
    },
    get refused() {
      return refused;
    },
    begin(next) {
      drop();
      share = next;
      shares += 1;
    },
    prepare(codec) {
      if (!share || !worker || refused || preparing === codec || sources?.codec === codec) return;
      preparing = codec;
      void setUp(share, codec, worker);
    },
    adjust(rungs) {
      if (share) share = { ...share, rungs };
      sources?.adjust(rungs);
    },
    replaceTrack(track) {
      if (share) share = { ...share, track };
      sources?.replaceTrack(track);
    },
    close: drop,
  };
}
