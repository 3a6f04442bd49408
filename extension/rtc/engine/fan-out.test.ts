import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromFanOut } from './fan-out-messages.ts';
import type { FanOut } from './fan-out.ts';

type Frames = ReadableStreamDefaultController<RTCEncodedVideoFrame>;

/** What the browser gives for a frame, and the copy that is made of it. */
class FakeFrame {
  readonly data = new ArrayBuffer(10);
  readonly type: 'key' | 'delta';
  readonly #metadata: object;

  constructor(from: FakeFrame | 'key' | 'delta', { metadata }: { readonly metadata: object }) {
    this.type = typeof from === 'string' ? from : from.type;
    this.#metadata = metadata;
  }

  getMetadata() {
    return this.#metadata;
  }
}

// The module under test takes the browser's class when it is loaded.
vi.stubGlobal('RTCEncodedVideoFrame', FakeFrame);
const { createFanOut } = await import('./fan-out.ts');

/** A stream of encoded frames, the first of them a key frame, each other needing the one before. */
function encoder(size: number) {
  let frames: Frames | undefined;
  let number = 0;
  const cancelled = vi.fn<() => void>();
  const readable = new ReadableStream<RTCEncodedVideoFrame>({
    start: (controller) => void (frames = controller),
    cancel: cancelled,
  });
  const encode = (type: 'key' | 'delta', temporalIndex?: number) => {
    number += 1;
    const dependencies = type === 'key' ? [] : [number - 1];
    const metadata = {
      frameId: number,
      dependencies,
      rtpTimestamp: number * 3000,
      width: size,
      height: size,
      temporalIndex,
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fake has only what is used of it
    frames?.enqueue(new FakeFrame(type, { metadata }) as unknown as RTCEncodedVideoFrame);
  };
  return { readable, encode, cancelled };
}

const settled = () =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

describe('the fan-out', () => {
  const posted: FromFanOut[] = [];
  let fanOut: FanOut;
  /** ms */
  let clock = 0;
  beforeEach(() => {
    posted.splice(0);
    fanOut = createFanOut(
      (message) => posted.push(message),
      () => clock,
    );
  });

  const counts = () => {
    fanOut.handle({ type: 'count' });
    const last = posted.at(-1);
    if (last?.type !== 'counts') throw new Error('no counts');
    return last.counts;
  };

  /** A viewer on rung source 1. @param write what its connection does with each frame */
  const watch = async (write: () => Promise<void>) => {
    const rung = encoder(360);
    const own = encoder(16);
    const writable = new WritableStream<RTCEncodedVideoFrame>({ write }, { highWaterMark: Infinity });
    void fanOut.readSource(1, rung.readable);
    fanOut.handle({ type: 'add-sink', sink: 'a', streams: { readable: own.readable, writable } });
    fanOut.handle({ type: 'feed', sink: 'a', input: 1, stop: false, newCodec: false });
    own.encode('key');
    await settled();
    rung.encode('key');
    return { rung, own };
  };

  it('writes a rung’s frames to who is on it', async () => {
    const written = vi.fn<() => Promise<void>>(async () => undefined);
    const { rung } = await watch(written);
    for (let frame = 0; frame < 40; frame++) rung.encode('delta');
    await settled();
    expect(written).toHaveBeenCalledTimes(41);
    expect(counts().sinks.get('a')).toEqual({ input: 1, frames: 41, dropped: 0 });
  });

  it('tells whether an encoder makes layers, by its frames', async () => {
    const { rung } = await watch(async () => undefined);
    for (let frame = 0; frame < 9; frame++) rung.encode('delta');
    await settled();
    expect(counts().sources.get(1)).toMatchObject({ frames: 10, layered: false });
    rung.encode('delta', 2);
    await settled();
    expect(counts().sources.get(1)?.layered).toBe(true);
  });

  it('piles nothing up for who takes nothing, and asks once for the key frame that is missing then', async () => {
    const { rung } = await watch(() => new Promise(() => undefined));
    for (let frame = 0; frame < 100; frame++) rung.encode('delta');
    await settled();
    const sink = counts().sinks.get('a');
    expect(sink?.frames).toBeLessThan(20);
    expect(sink).toMatchObject({ input: null, dropped: 1 });
    expect(posted.filter(({ type }) => type === 'lost')).toEqual([{ type: 'lost', sink: 'a', input: 1 }]);
  });

  it('asks again for a key frame that does not come, each second: the first word may not have been answered', async () => {
    const { rung } = await watch(() => new Promise(() => undefined));
    for (let frame = 0; frame < 30; frame++) rung.encode('delta');
    await settled();
    clock += 1500;
    rung.encode('delta');
    rung.encode('delta');
    await settled();
    expect(posted.filter(({ type }) => type === 'lost')).toHaveLength(2);
  });

  it('writes through the source that a viewer waits for, until its own encoder takes over', async () => {
    const written = vi.fn<() => Promise<void>>();
    const rung = encoder(360);
    void fanOut.readSource(1, rung.readable);
    for (const sink of ['a', 'b', 'c'] as const) {
      fanOut.handle({ type: 'add-sink', sink, streams: null });
      fanOut.handle({ type: 'feed', sink, input: 1, stop: false, newCodec: false });
      fanOut.handle({ type: 'await-source', sink });
    }
    fanOut.handle({ type: 'no-source', sink: 'a' });
    expect(posted).toEqual([]);
    fanOut.openSink(new WritableStream({ write: written }));
    expect(posted).toEqual([{ type: 'ready', sink: 'b', input: 1 }]);
    rung.encode('key');
    await settled();
    fanOut.handle({ type: 'feed', sink: 'b', input: 'own', stop: false, newCodec: false });
    rung.encode('key');
    await settled();
    expect(written).toHaveBeenCalledOnce();
    expect(counts().sinks.get('b')).toMatchObject({ input: 'own', frames: 1 });
    expect(counts().sinks.get('c')).toMatchObject({ input: null, frames: 0 });
  });

  it('lets go of the encoder of who is gone', async () => {
    const { own } = await watch(async () => undefined);
    fanOut.handle({ type: 'remove-sink', sink: 'a' });
    await settled();
    expect(own.cancelled).toHaveBeenCalledOnce();
    expect(counts().sinks.size).toBe(0);
  });
});
