import type { RoomCodec, VideoCodec } from '../../core/codec-choice.ts';
import { smoothBitrate } from '../../core/congestion.ts';
import { createKeyRequests, type KeyRequests } from '../../core/fan-out/key-requests.ts';
import type { MeasuredRung } from '../../core/ladder-places.ts';
import { rungBitrate, type Rung } from '../../core/rungs.ts';
import { schedule } from '../schedule.ts';
import type { SourceCounts } from './fan-out-messages.ts';
import type { WatchedEncoder } from './machine-watch.ts';
import { createRungSource, type RungSource } from './rung-source.ts';

/** The encoders of one share: one for each rung, asleep while nobody is on it. */
export interface RungSources {
  readonly codec: RoomCodec;
  /** The rungs with what they take at present. */
  readonly rungs: readonly MeasuredRung[];
  source(rung: number): RungSource | null;
  /** Whether a rung's encoder makes temporal layers, as far as that was seen: hardware may not. */
  layered(source: RungSource | null): boolean;
  /** @returns frames a second and px of a rung as encoded of late */
  picture(source: RungSource | null): Picture | null;
  /** Somebody waits for this source's key frame. */
  need(id: number): void;
  /** A sink lost its picture. */
  lost(id: number, sink: string): void;
  forget(sink: string): void;
  /** The picture is another track. */
  replaceTrack(track: MediaStreamTrack): void;
  /** The source of the picture has another size, or the person another wish. */
  adjust(rungs: readonly Rung[]): void;
  /** Frames a second that this computer manages; null = all. */
  limitFps(maxFps: number | null): void;
  /** The encoders that are awake. */
  running(): readonly WatchedEncoder[];
  /** Once a tick. @param watched bit/s that each sink's link carries, by the rung that it is on */
  tick(counts: ReadonlyMap<number, SourceCounts>, watched: Watched, at: number): void;
  close(): void;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** What a rung's encoder is called where the computer is watched. */
export function encoderId({ id }: Pick<RungSource, 'id'>): string {
  return `rung ${id}`;
}

/** Estimates of the sinks on each rung; a sink without one counts as present. */
export type Watched = ReadonlyMap<number, readonly (number | null)[]>;

export interface RungSourcesOptions {
  readonly worker: Worker;
  readonly track: MediaStreamTrack;
  readonly rungs: readonly Rung[];
  readonly codec: RoomCodec;
  readonly order: readonly VideoCodec[];
  readonly nextId: () => number;
}

/** ms that a rung's encoder goes on when the last viewer has left it: who steps down often steps up soon. */
const LINGER_MS = 5000;

interface Encoder {
  readonly source: RungSource;
  readonly keys: KeyRequests;
  rung: Rung;
  bitrate: number;
  /** bit/s, smoothed; null while asleep */
  rate: number | null;
  picture: Picture | null;
  layered: boolean;
  counted: { readonly at: number; readonly counts: SourceCounts } | null;
  watchedAt: number;
  cancelKey: (() => void) | null;
}

/** Resolves when all encoders are set up. @throws DOMException where the browser cannot */
export async function createRungSources(options: RungSourcesOptions): Promise<RungSources> {
  const { worker, track, codec, nextId } = options;
  const codecs = [codec, ...options.order.filter((one) => one !== codec)];
  const settled = await Promise.allSettled(
    options.rungs.map((rung, index) =>
      createRungSource({ id: nextId(), worker, track, rung, codecs, active: index === 0 }),
    ),
  );
  const failed = settled.find((one) => one.status === 'rejected');
  const sources = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  if (failed) {
    for (const source of sources) source.close();
    throw failed.reason;
  }
  const encoders = sources.map((source, index) => newEncoder(source, options.rungs[index]));
  return operate(codec, encoders);
}

function newEncoder(source: RungSource, rung: Rung | undefined): Encoder {
  if (!rung) throw new RangeError('a source without a rung');
  return {
    source,
    keys: createKeyRequests(),
    rung,
    bitrate: rung.maxBitrate,
    rate: null,
    picture: null,
    layered: false,
    counted: null,
    watchedAt: performance.now(),
    cancelKey: null,
  };
}

function operate(codec: RoomCodec, encoders: readonly Encoder[]): RungSources {
  let maxFps: number | null = null;
  const withId = (id: number, use: (encoder: Encoder) => void): void => {
    const encoder = encoders.find(({ source }) => source.id === id);
    if (encoder) use(encoder);
  };
  return {
    codec,
    get rungs() {
      return encoders.map(({ rung, bitrate, rate }) => ({ ...rung, bitrate, rate }));
    },
    // A smaller source has fewer rungs than there are encoders, and a Ladder may be on one that is no more.
    source: (rung) => (encoders[rung] ?? encoders.at(-1))?.source ?? null,
    layered: (source) => encoders.find((one) => one.source === source)?.layered ?? false,
    picture: (source) => encoders.find((one) => one.source === source)?.picture ?? null,
    need: (id) => withId(id, (encoder) => askLater(encoder, encoder.keys.needed(performance.now()))),
    lost: (id, sink) =>
      withId(id, (encoder) => askLater(encoder, encoder.keys.lost(sink, performance.now()))),
    forget(sink) {
      for (const { keys } of encoders) keys.forget(sink);
    },
    replaceTrack(track) {
      for (const { source } of encoders) void source.replaceTrack(track);
    },
    adjust(rungs) {
      encoders.forEach((encoder, index) => {
        // A smaller source has fewer rungs: what is left over follows the last.
        const rung = rungs[index] ?? rungs.at(-1);
        if (!rung) return;
        encoder.rung = rung;
        encoder.bitrate = rung.maxBitrate;
        tune(encoder, maxFps);
      });
    },
    limitFps(next) {
      if (next === maxFps) return;
      maxFps = next;
      for (const encoder of encoders) tune(encoder, maxFps);
    },
    running: () =>
      encoders
        .filter(({ rate }) => rate !== null)
        .map(({ source, rung }) => ({
          id: encoderId(source),
          maxFps: withFps(rung, maxFps).maxFramerate,
          getStats: () => source.getStats(),
        })),
    tick(counts, watched, at) {
      encoders.forEach((encoder, index) => {
        measure(encoder, counts.get(encoder.source.id), at);
        attend(encoder, watched.get(index) ?? [], at, maxFps);
      });
    },
    close() {
      for (const { source, cancelKey } of encoders) {
        cancelKey?.();
        source.close();
      }
    },
  };
}

/** @param ms null = asked for already, or held back */
function askLater(encoder: Encoder, ms: number | null): void {
  if (ms === null) return;
  const ask = () => {
    encoder.cancelKey = null;
    encoder.watchedAt = performance.now();
    encoder.keys.asked(encoder.watchedAt);
    void encoder.source.requestKey();
  };
  if (ms === 0) ask();
  else encoder.cancelKey = schedule(ms, ask);
}

function measure(encoder: Encoder, counts: SourceCounts | undefined, at: number): void {
  const before = encoder.counted;
  encoder.counted = counts ? { at, counts } : null;
  encoder.layered = counts?.layered ?? false;
  if (!counts || !before || at <= before.at) return;
  const seconds = (at - before.at) / 1000;
  const frames = counts.frames - before.counts.frames;
  encoder.rate = smoothBitrate(encoder.rate, ((counts.bytes - before.counts.bytes) * 8) / seconds);
  const fps = smooth(encoder.picture?.fps, frames / seconds);
  encoder.picture = { width: counts.width, height: counts.height, fps };
}

/** Sleeps when nobody watches, and follows the weakest link of those who do. */
function attend(
  encoder: Encoder,
  estimates: readonly (number | null)[],
  at: number,
  maxFps: number | null,
): void {
  if (estimates.length === 0) {
    if (at - encoder.watchedAt < LINGER_MS) return;
    encoder.rate = null;
    encoder.picture = null;
    void encoder.source.setActive(false);
    return;
  }
  encoder.watchedAt = at;
  void encoder.source.setActive(true);
  const known = estimates.filter((estimate) => estimate !== null);
  const bitrate = rungBitrate(encoder.rung, known, encoder.bitrate);
  if (bitrate === encoder.bitrate) return;
  encoder.bitrate = bitrate;
  tune(encoder, maxFps);
}

function tune({ source, rung, bitrate }: Encoder, maxFps: number | null): void {
  void source.tune(withFps(rung, maxFps), bitrate);
}

function withFps(rung: Rung, maxFps: number | null): Rung {
  return maxFps === null ? rung : { ...rung, maxFramerate: Math.min(rung.maxFramerate, maxFps) };
}

function smooth(before: number | undefined, measured: number): number {
  return before === undefined ? measured : 0.7 * before + 0.3 * measured;
}
