import { ageMs, findContent, readStamp, type Rect } from '../sample/barcode.ts';

/** One frame that the viewer showed. */
export interface SeenFrame {
  /** ms since the epoch */
  readonly at: number;
  /** px, of the decoded picture */
  readonly width: number;
  readonly height: number;
  /** From the barcode; null where it could not be read. */
  readonly counter: number | null;
  /** ms from the drawing in the shared page to the showing here; null with the counter */
  readonly latencyMs: number | null;
}

/** The strip at the top of the page that holds the barcode, as a share of the page's width. */
const STRIP = 0.1;

/** Reads each frame that a video element shows, from its pixels. */
export class PictureProbe {
  readonly #canvas = document.createElement('canvas');
  readonly #context = this.#canvas.getContext('2d', { willReadFrequently: true });
  readonly #find: () => HTMLVideoElement | null;
  #content: Rect | null = null;
  #frames: SeenFrame[] = [];

  /** @param find is asked again whenever the element went away */
  constructor(find: () => HTMLVideoElement | null) {
    this.#find = find;
    this.#follow();
  }

  /** The frames since the last call. */
  take(): readonly SeenFrame[] {
    return this.#frames.splice(0);
  }

  #follow(): void {
    const video = this.#find();
    if (!video) {
      setTimeout(() => this.#follow(), 20);
      return;
    }
    const next = (): void => {
      if (!video.isConnected) {
        this.#follow();
        return;
      }
      video.requestVideoFrameCallback(() => {
        this.#frames.push(this.#read(video));
        next();
      });
    };
    next();
    // A callback of an element that was removed never comes: look for its successor.
    const watch = setInterval(() => {
      if (video.isConnected) return;
      clearInterval(watch);
      this.#follow();
    }, 100);
  }

  #read(video: HTMLVideoElement): SeenFrame {
    const at = Date.now();
    const { videoWidth: width, videoHeight: height } = video;
    const stamp = this.#stamp(video, width, height);
    return {
      at,
      width,
      height,
      counter: stamp?.counter ?? null,
      latencyMs: stamp ? ageMs(stamp, at) : null,
    };
  }

  /** Reads only the strip with the barcode; looks for black bars when it is not where it was. */
  #stamp(video: HTMLVideoElement, width: number, height: number) {
    const context = this.#context;
    if (!context || width === 0) return null;
    const content = this.#content;
    if (content) {
      const strip = Math.min(height - content.y, Math.ceil(content.width * STRIP));
      const stamp = readStamp(this.#grab(context, video, width, content.y, strip), { ...content, y: 0 });
      if (stamp) return stamp;
    }
    const whole = this.#grab(context, video, width, 0, height);
    this.#content = findContent(whole);
    return readStamp(whole, this.#content);
  }

  #grab(
    context: CanvasRenderingContext2D,
    video: HTMLVideoElement,
    width: number,
    y: number,
    height: number,
  ) {
    if (this.#canvas.width !== width || this.#canvas.height < height) {
      Object.assign(this.#canvas, { width, height });
    }
    context.drawImage(video, 0, y, width, height, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  }
}
