import type { FeedWish, Input } from '../../core/fan-out/sink-feed.ts';

/** What the page tells the fan-out worker. */
export type ToFanOut =
  /** @param streams of its own sender; null = it gets encoded sources, one for each time that it is fed by a rung */
  | { readonly type: 'add-sink'; readonly sink: string; readonly streams: EncodedStreams | null }
  /** The next encoded source that comes is this sink's. */
  | { readonly type: 'await-source'; readonly sink: string }
  /** It does not come. */
  | { readonly type: 'no-source'; readonly sink: string }
  | { readonly type: 'remove-sink'; readonly sink: string }
  /** Write another input from its next key frame on; `stop` = nothing until then. */
  | ({ readonly type: 'feed'; readonly sink: string } & FeedWish)
  /** Pass layers up to this one. */
  | { readonly type: 'layers'; readonly sink: string; readonly maxTemporal: number }
  /** Write nothing; `false` = go on, with a key frame of what is wanted. */
  | { readonly type: 'pause'; readonly sink: string; readonly paused: boolean }
  /** bit/s that its sender believes its link to carry, and paces by */
  | { readonly type: 'estimate'; readonly sink: string; readonly bitrate: number }
  | { readonly type: 'count' };

interface EncodedStreams {
  readonly readable: ReadableStream<RTCEncodedVideoFrame>;
  readonly writable: WritableStream<RTCEncodedVideoFrame>;
}

/** What the worker tells the page. */
export type FromFanOut =
  /** The sink takes a key frame of this rung source now, and shows nothing new before it. */
  | { readonly type: 'ready'; readonly sink: string; readonly input: number }
  /** What the sink needs was dropped: it shows nothing more before a key frame of this rung source. */
  | { readonly type: 'lost'; readonly sink: string; readonly input: number }
  | { readonly type: 'counts'; readonly counts: FanOutCounts };

export interface FanOutCounts {
  readonly sources: ReadonlyMap<number, SourceCounts>;
  readonly sinks: ReadonlyMap<string, SinkCounts>;
}

/** Totals since the source began. */
export interface SourceCounts {
  readonly frames: number;
  readonly keys: number;
  readonly bytes: number;
  /** px, of the last frame */
  readonly width: number;
  readonly height: number;
  /** Whether its frames come in temporal layers; null while too few were seen. */
  readonly layered: boolean | null;
}

export interface SinkCounts {
  /** What is written; null = nothing. */
  readonly input: Input | null;
  /** Written in all. */
  readonly frames: number;
  /** Dropped because the sink did not take them, or because what they need was dropped. */
  readonly dropped: number;
}

/** What a rung source's transform is told. */
export interface SourceOptions {
  readonly source: number;
}
