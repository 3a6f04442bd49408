import type { Size } from '../core/encoding.ts';
import { cropRect, type Region } from '../core/region.ts';
import type { ToCrop } from './crop.ts';

/** The worker's own scope; TypeScript's library has either a page's or a worker's. */
interface CropScope {
  addEventListener(type: 'message', heard: (event: MessageEvent<ToCrop>) => void): void;
  postMessage(message: Size | null): void;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see CropScope
const scope = globalThis as unknown as CropScope;
const end = new AbortController();
let region: Region = { x: 0, y: 0, width: 1, height: 1 };
let told: Size = { width: 0, height: 0 };

scope.addEventListener('message', ({ data }) => {
  if (data.type === 'end') return end.abort();
  ({ region } = data);
  if (data.type === 'begin') void pipe(data.readable, data.writable);
});

async function pipe(
  readable: ReadableStream<VideoFrame>,
  writable: WritableStream<VideoFrame>,
): Promise<void> {
  const cut = new TransformStream<VideoFrame, VideoFrame>({
    transform(frame, controller) {
      const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
      const rect = cropRect(region, { width, height });
      controller.enqueue(
        new VideoFrame(frame, {
          visibleRect: {
            ...rect,
            x: rect.x + (frame.visibleRect?.x ?? 0),
            y: rect.y + (frame.visibleRect?.y ?? 0),
          },
        }),
      );
      frame.close();
      tell(rect);
    },
  });
  // The track may end first: there is nothing left to cut then.
  await readable
    .pipeThrough(cut, { signal: end.signal })
    .pipeTo(writable, { signal: end.signal })
    .catch(() => undefined);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's has none
  scope.postMessage(null);
}

function tell({ width, height }: Size): void {
  if (told.width === width && told.height === height) return;
  told = { width, height };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's has none
  scope.postMessage(told);
}
