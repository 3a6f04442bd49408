import { BARCODE_BOTTOM, ageMs, readLumaStamp, type Luma, type Stamp } from '../sample/barcode.ts';
import type { SeenFrame } from './picture.ts';

/**
 * Reads each frame that a track delivers, from its pixels, without painting it: only the rows that hold the barcode
 * are copied, and of those only the brightness is read. The shared page must fill the picture.
 */
export class TrackReader {
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;
  #rows = new Uint8Array();
  #frames: SeenFrame[] = [];
  #firstReadableAt: number | null = null;

  constructor(track: MediaStreamTrack) {
    this.#reader = new MediaStreamTrackProcessor<VideoFrame>({ track }).readable.getReader();
    void this.#follow();
  }

  /** ms since the epoch at which the first frame with a readable barcode came; null before. */
  get firstReadableAt(): number | null {
    return this.#firstReadableAt;
  }

  /** The frames since the last call. */
  take(): readonly SeenFrame[] {
    return this.#frames.splice(0);
  }

  /** Lets go of the track. */
  close(): void {
    void this.#reader.cancel().catch(() => undefined);
  }

  async #follow(): Promise<void> {
    for (;;) {
      const { value: frame } = await this.#reader.read();
      if (!frame) return;
      const at = Date.now();
      try {
        this.#note(at, frame, await this.#stamp(frame));
      } finally {
        frame.close();
      }
    }
  }

  #note(at: number, frame: VideoFrame, stamp: Stamp | null): void {
    if (stamp) this.#firstReadableAt ??= at;
    this.#frames.push({
      at,
      width: frame.displayWidth,
      height: frame.displayHeight,
      counter: stamp?.counter ?? null,
      latencyMs: stamp ? ageMs(stamp, at) : null,
    });
  }

  async #stamp(frame: VideoFrame): Promise<Stamp | null> {
    const luma = await this.#luma(frame);
    return luma && readLumaStamp(luma, { x: 0, y: 0, width: luma.width, height: luma.height });
  }

  /** The picture's uppermost rows; null where its brightness is no plane of its own. */
  async #luma(frame: VideoFrame): Promise<Luma | null> {
    const visible = frame.visibleRect;
    if (!visible || !/^(I4|NV12)/.test(frame.format ?? '')) return null;
    const { x, y, width } = visible;
    // Colour is stored for two rows at once, so that their number must be even.
    const height = Math.min(visible.height, 2 * Math.ceil((width * BARCODE_BOTTOM) / 2));
    const rect = { x, y, width, height };
    const size = frame.allocationSize({ rect });
    if (this.#rows.length < size) this.#rows = new Uint8Array(size);
    const rows = this.#rows;
    const [plane] = await frame.copyTo(rows, { rect });
    if (!plane) return null;
    return { width, height, at: (px, py) => rows[plane.offset + py * plane.stride + px] ?? 0 };
  }
}
