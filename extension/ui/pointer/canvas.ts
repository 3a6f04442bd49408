import type { PointerFeed } from '../../core/pointer/feed.ts';
import type { Place } from '../../core/zoom.ts';
import { paintPointers, type PointerLook } from './paint.ts';

export interface PointerCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly feed: PointerFeed;
  /** Where the picture lies, in px of the window; asked for each frame. */
  readonly box: () => Place | null;
  readonly look: () => Omit<PointerLook, 'fontFamily'>;
}

/** Draws pointers as long as there are any, and costs nothing while there are none. @returns ends it */
export function followPointers({ canvas, feed, box, look }: PointerCanvas): () => void {
  const pen = canvas.getContext('2d');
  let running = 0;
  const view = () => canvas.ownerDocument.defaultView ?? window;
  const { fontFamily } = view().getComputedStyle(canvas);

  function draw(): void {
    running = 0;
    const now = performance.now();
    const trails = feed.trails(now);
    if (pen) {
      const { x, y } = fitCanvas(canvas, pen, view().devicePixelRatio);
      const picture = box();
      if (picture)
        paintPointers(pen, trails, { ...picture, x: picture.x - x, y: picture.y - y }, now, {
          ...look(),
          fontFamily,
        });
    }
    if (trails.size > 0) wake();
  }

  function wake(): void {
    running ||= view().requestAnimationFrame(draw);
  }

  const unsubscribe = feed.subscribe(wake);
  wake();
  return () => {
    unsubscribe();
    view().cancelAnimationFrame(running);
  };
}

/** Clears the canvas, in the size that it has on the page. @returns where it lies, in px of the window */
function fitCanvas(canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D, ratio: number): DOMRect {
  const place = canvas.getBoundingClientRect();
  const [width, height] = [Math.round(place.width * ratio), Math.round(place.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.scale(ratio, ratio);
  return place;
}
