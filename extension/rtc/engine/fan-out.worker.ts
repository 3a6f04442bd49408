import type { FromFanOut, SourceOptions, ToFanOut } from './fan-out-messages.ts';
import { createFanOut } from './fan-out.ts';

/** The worker's own scope; TypeScript's library has either a page's or a worker's. */
interface FanOutScope {
  addEventListener(type: 'message', heard: (event: MessageEvent<ToFanOut>) => void): void;
  addEventListener(type: 'rtctransform', heard: (event: TransformEvent) => void): void;
  addEventListener(type: 'rtcsenderencodedsource', heard: (event: EncodedSourceEvent) => void): void;
  postMessage(message: FromFanOut): void;
}

interface TransformEvent {
  readonly transformer: {
    readonly options: SourceOptions;
    readonly readable: ReadableStream<RTCEncodedVideoFrame>;
  };
}

/** Chromium's, behind a flag in 156: comes where a page called `sender.createEncodedSource(worker)`. */
interface EncodedSourceEvent {
  readonly encodedSource: { readonly writable: WritableStream<RTCEncodedVideoFrame> };
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see FanOutScope
const scope = globalThis as unknown as FanOutScope;
const fanOut = createFanOut(
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's has none
  (message) => scope.postMessage(message),
  () => performance.timeOrigin + performance.now(),
);

scope.addEventListener('message', ({ data }) => fanOut.handle(data));
// A rung source's transform writes nothing: its frames go to the sinks alone.
scope.addEventListener('rtctransform', ({ transformer }) => {
  void fanOut.readSource(transformer.options.source, transformer.readable);
});
scope.addEventListener('rtcsenderencodedsource', ({ encodedSource }) =>
  fanOut.openSink(encodedSource.writable),
);
