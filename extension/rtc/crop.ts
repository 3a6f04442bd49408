import type { Size } from '../core/encoding.ts';
import type { Region } from '../core/region.ts';

/** A part of a captured track, as a track of its own. */
export interface Crop {
  readonly track: MediaStreamTrack;
  setRegion(region: Region): void;
  close(): void;
}

/** What the worker is told. */
export type ToCrop =
  | {
      readonly type: 'begin';
      readonly readable: ReadableStream<VideoFrame>;
      readonly writable: WritableStream<VideoFrame>;
      readonly region: Region;
    }
  | { readonly type: 'region'; readonly region: Region }
  | { readonly type: 'end' };

/** Chromium's older way of making a track of frames; the standard's (`VideoTrackGenerator`) is not there yet. */
interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}

interface GeneratorScope {
  readonly MediaStreamTrackGenerator?: new (init: { kind: 'video' }) => TrackGenerator;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- not in TypeScript's library
const { MediaStreamTrackGenerator } = globalThis as unknown as GeneratorScope;

/**
 * Cuts a region out of every frame, in a worker. (Region Capture, `cropTo`, takes an element of the captured page: that
 * would need a script in it, and so a permission for it.) A frame is not copied: another rectangle of it is shown.
 * @param resized the size of what is left, px: at the first frame and at each change
 * @throws Error where the browser cannot, see `canCrop`
 */
export function createCrop(track: MediaStreamTrack, region: Region, resized: (size: Size) => void): Crop {
  if (!MediaStreamTrackGenerator) throw new Error('no track generator');
  const worker = new Worker(new URL('./crop.worker.ts', import.meta.url), { type: 'module' });
  const { readable } = new MediaStreamTrackProcessor<VideoFrame>({ track });
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  const { writable } = generator;
  const post = (message: ToCrop, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  worker.addEventListener('message', ({ data }: MessageEvent<Size | null>) => {
    // null: it has let go of the track.
    if (data === null) worker.terminate();
    else resized(data);
  });
  post({ type: 'begin', readable, writable, region }, [readable, writable]);
  return {
    track: generator,
    setRegion: (next) => post({ type: 'region', region: next }),
    close() {
      post({ type: 'end' });
      generator.stop();
    },
  };
}
