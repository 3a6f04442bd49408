import { delay } from '../../extension/rtc/schedule.ts';
import type { SeenFrame } from '../probe/picture.ts';
import { TrackReader } from '../probe/track-reader.ts';

/** What the receiving side of one connection counted. */
export interface Received {
  readonly ssrc: number;
  /** e.g. `video/H264` */
  readonly codec: string;
  readonly keyFramesDecoded: number;
  readonly plis: number;
}

/** A viewer without a product around it: a plain connection whose every frame is read. */
export class Receiver {
  readonly connection = new RTCPeerConnection();
  readonly #frames: SeenFrame[] = [];
  #reader: TrackReader | null = null;

  constructor() {
    this.connection.addEventListener('track', ({ track }) => {
      this.#reader = new TrackReader(track);
    });
  }

  /** All frames so far. */
  get frames(): readonly SeenFrame[] {
    this.#frames.push(...(this.#reader?.take() ?? []));
    return this.#frames;
  }

  /** Waits for a frame that came after some moment and is as wanted. @throws Error when none comes */
  async waitFrame(since: number, wanted: (frame: SeenFrame) => boolean, ms = 5000): Promise<SeenFrame> {
    const deadline = Date.now() + ms;
    for (;;) {
      const found = this.frames.find((frame) => frame.at >= since && wanted(frame));
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`no such frame within ${ms} ms`);
      // oxlint-disable-next-line no-await-in-loop -- one look after the other
      await delay(5);
    }
  }

  async received(): Promise<Received> {
    const stats = await this.connection.getStats();
    for (const entry of stats.values()) {
      if (entry.type !== 'inbound-rtp' || entry.kind !== 'video') continue;
      const { ssrc, keyFramesDecoded, pliCount: plis, codecId } = entry;
      return { ssrc, codec: stats.get(codecId).mimeType, keyFramesDecoded, plis };
    }
    throw new Error('nothing was received');
  }

  close(): void {
    this.#reader?.close();
    this.connection.close();
  }
}
