import { NO_LAYERS_SEEN, seeLayer } from '../../core/fan-out/layers.ts';
import { createRtpClock, type RtpClock } from '../../core/fan-out/rtp-clock.ts';
import type { FanOutCounts, FromFanOut, SourceCounts, ToFanOut } from './fan-out-messages.ts';
import { createFanOutSink, type Encoded, type FanOutSink } from './fan-out-sink.ts';

interface Source {
  readonly clock: RtpClock;
  readonly counts: { -readonly [K in keyof SourceCounts]: SourceCounts[K] };
}

/** Hands the encoded frames of the rung sources to the sinks. */
export interface FanOut {
  handle(message: ToFanOut): void;
  /** Reads a rung source until it ends. */
  readSource(id: number, readable: ReadableStream<RTCEncodedVideoFrame>): Promise<void>;
  /** Hands an encoded source to the sink that waits for it. */
  openSink(writable: WritableStream<RTCEncodedVideoFrame>): void;
}

/** @param now ms, the same clock for all frames */
export function createFanOut(post: (message: FromFanOut) => void, now: () => number): FanOut {
  const sources = new Map<number, Source>();
  const sinks = new Map<string, FanOutSink>();
  /** What ends the reading of each sink's own encoder: closing the connection does not. */
  const ends = new Map<string, AbortController>();
  /** Sinks that wait for an encoded source, in their order: it does not say whose it is. */
  let awaiting: readonly string[] = [];

  async function readSource(id: number, readable: ReadableStream<RTCEncodedVideoFrame>): Promise<void> {
    const counts = { frames: 0, keys: 0, bytes: 0, width: 0, height: 0, layered: null };
    const source: Source = { clock: createRtpClock(), counts };
    let seen = NO_LAYERS_SEEN;
    sources.set(id, source);
    await eachFrame(readable, now, (encoded) => {
      const late = source.clock.add(encoded.at, encoded.rtpTimestamp);
      count(source.counts, encoded);
      seen = seeLayer(seen, encoded.meta.temporalIndex);
      source.counts.layered = seen.layered;
      for (const sink of sinks.values()) sink.shared(id, source.clock, encoded, late);
    });
    sources.delete(id);
  }

  async function readSink(id: string, sink: FanOutSink, readable: Readable): Promise<void> {
    const end = new AbortController();
    sinks.set(id, sink);
    ends.set(id, end);
    await eachFrame(readable, now, (encoded) => sink.own(encoded), end.signal);
    removeSink(id);
  }

  function addSink(id: string, streams: Streams | null): void {
    const sink = createFanOutSink(id, streams?.writable ?? null, post);
    if (streams) void readSink(id, sink, streams.readable);
    else sinks.set(id, sink);
  }

  function removeSink(id: string): void {
    ends.get(id)?.abort();
    ends.delete(id);
    sinks.delete(id);
  }

  function counts(): FanOutCounts {
    return {
      sources: new Map([...sources].map(([id, source]) => [id, { ...source.counts }])),
      sinks: new Map([...sinks].map(([id, sink]) => [id, sink.counts])),
    };
  }

  return {
    readSource,
    openSink(writable) {
      const [first, ...others] = awaiting;
      awaiting = others;
      if (first !== undefined) sinks.get(first)?.open(writable);
    },
    handle(message) {
      if (message.type === 'count') return post({ type: 'counts', counts: counts() });
      const { sink: id } = message;
      switch (message.type) {
        case 'add-sink':
          return addSink(id, message.streams);
        case 'remove-sink':
          return removeSink(id);
        case 'await-source':
          awaiting = [...awaiting, id];
          return;
        case 'no-source':
          awaiting = awaiting.filter((one) => one !== id);
          return;
        case 'feed':
          return sinks.get(id)?.want(message);
        case 'layers':
          return sinks.get(id)?.setLayers(message.maxTemporal);
        case 'pause':
          return sinks.get(id)?.setPaused(message.paused);
        case 'estimate':
          return sinks.get(id)?.setEstimate(message.bitrate);
      }
    },
  };
}

type Readable = ReadableStream<RTCEncodedVideoFrame>;
type Streams = NonNullable<(ToFanOut & { readonly type: 'add-sink' })['streams']>;

/** Calls for each frame until the stream ends, or is given up. */
async function eachFrame(
  readable: Readable,
  now: () => number,
  use: (encoded: Encoded) => void,
  end?: AbortSignal,
): Promise<void> {
  const reader = readable.getReader();
  // A stream that broke meanwhile has nothing to end.
  end?.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- frames come one after the other
    const { value: frame, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
    if (done || !frame) return;
    const meta = frame.getMetadata();
    const rtpTimestamp = meta.rtpTimestamp ?? frame.timestamp;
    use({ frame, meta, rtpTimestamp, bytes: frame.data.byteLength, at: now() });
  }
}

function count(counts: Source['counts'], { frame, meta, bytes }: Encoded): void {
  counts.frames += 1;
  if (frame.type === 'key') counts.keys += 1;
  counts.bytes += bytes;
  counts.width = meta.width ?? counts.width;
  counts.height = meta.height ?? counts.height;
}
