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
  close(): void;
}

/** @param worker null = nobody shares an encoder @param changed there are other `sources` now, or none will come */
export function createSourceKeeper(
  worker: Worker | null,
  nextId: () => number,
  changed: () => void,
): SourceKeeper {
  let share: EngineShare | null = null;
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
    try {
      const made = await createRungSources({ worker, track, rungs, codec, order, nextId });
      if (share?.track !== track || preparing !== codec) return made.close();
      sources?.close();
      sources = made;
      // The size of the picture may have become known meanwhile.
      made.adjust(share.rungs);
    } catch {
      if (share?.track === track) refused = true;
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
    close: drop,
  };
}
