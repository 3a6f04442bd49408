import type { EndReason } from '../core/snapshot.ts';
import { createEngines } from './engines.ts';
import type { Engine } from './engine/engine.ts';
import type { Mesh } from './mesh.ts';
import type { OpenCapture, Share, ShareWish } from './share.ts';

export type MyEndReason = Exclude<EndReason, 'left'>;

/** What a member shares: one share at a time, and the encoders behind it. */
export interface Sharing {
  /** The one under way. */
  readonly share: Share | null;
  /** Of the share under way or the last one; null before the first. */
  readonly engine: Engine | null;
  /** @throws PortholeError when the capture fails; a share from before then goes on */
  start(wish: ShareWish, open: OpenCapture): Promise<void>;
  /** Resolves when the viewers have heard. */
  stop(reason: MyEndReason): Promise<void>;
  close(): void;
}

export interface SharingOptions {
  /** Made after it, so it is asked for late. */
  readonly mesh: () => Mesh;
  /** Asked at each share: encode for each viewer apart. */
  readonly compatibility: () => boolean;
  /** Asked when the captured source went away by itself. */
  readonly whySourceEnded?: (() => Promise<MyEndReason>) | undefined;
  /** Whether I share, for all in the room to know. */
  readonly tell: (sharing: boolean) => void;
  /** My share is over, and will be heard to be. */
  readonly ended: (reason: MyEndReason) => void;
  /** What I share gives no picture any more, or gives one again; see ShareEvents. */
  readonly stands: (stands: boolean) => void;
  readonly changed: () => void;
}

export function createSharing(options: SharingOptions): Sharing {
  const engines = createEngines();
  let share: Share | null = null;
  let engine: Engine | null = null;
  /** The farewell of the last share. */
  let ending: Promise<void> = Promise.resolve();

  /** Whoever asks while a share ends waits with it: leaving before the viewers have heard would cut them off. */
  async function stop(reason: MyEndReason): Promise<void> {
    if (share) {
      const last = share;
      share = null;
      // Begun before it is published: what hears of the end may leave the room at once.
      ending = last.stop(reason).then(() => options.tell(false));
      options.ended(reason);
    }
    await ending;
  }

  const sourceEnded = async () => stop((await options.whySourceEnded?.()) ?? 'source-ended');

  return {
    get share() {
      return share;
    },
    get engine() {
      return engine;
    },
    async start(wish, open) {
      const encodeOnce = !options.compatibility();
      // Both are of use to those alone who share.
      const [opened, { startShare }] = await Promise.all([
        engines.open(encodeOnce, engine),
        import('./share.ts'),
      ]);
      engine = opened;
      const before = share;
      const { changed, stands } = options;
      const events = { changed, stands, sourceEnded: () => void sourceEnded() };
      share = await startShare(options.mesh(), { ...wish, encodeOnce }, open, events);
      before?.release();
      options.tell(true);
    },
    stop,
    close: () => engines.close(),
  };
}
