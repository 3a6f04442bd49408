import type { ReceivedFrame, RtpCodec } from './rtp-frames.ts';
import { RtpViewer } from './rtp-viewer.ts';
import { delay, until } from './until.ts';

/** What one viewer received in some seconds. */
interface RtpMeasured {
  /** Whole frames a second, each with its own RTP timestamp. */
  readonly fps: number;
  /** ms, the longest time without one */
  readonly maxGapMs: number;
}

/** Viewers that decode nothing, in this process. */
export class RtpViewers {
  readonly #viewers: RtpViewer[] = [];
  readonly #link: string;
  readonly #codec: RtpCodec;
  #added = 0;

  constructor(link: string, codec: RtpCodec) {
    this.#link = link;
    this.#codec = codec;
  }

  get count(): number {
    return this.#viewers.length;
  }

  add(): RtpViewer {
    this.#added += 1;
    const viewer = new RtpViewer(this.#link, `packets ${this.#added}`, this.#codec);
    this.#viewers.push(viewer);
    return viewer;
  }

  /** Lets the one leave who came last. */
  removeLast(): void {
    this.#viewers.pop()?.leave();
  }

  /** @returns ms from joining to the first whole key frame; null when none came in time */
  firstPicture(viewer: RtpViewer, ms: number): Promise<number | null> {
    return until('a key frame', () => viewer.firstPictureMs, ms).catch(() => null);
  }

  /** Waits until each has a picture. */
  async firstPictures(ms: number): Promise<void> {
    const waiting = () => this.#viewers.every(({ firstPictureMs }) => firstPictureMs !== null);
    await until('a key frame at each', waiting, ms);
  }

  /** Watches for some time. @returns one entry for each viewer */
  async measure(ms: number): Promise<readonly RtpMeasured[]> {
    for (const viewer of this.#viewers) viewer.takeFrames();
    const from = Date.now();
    await delay(ms);
    const to = Date.now();
    return this.#viewers.map((viewer) => summarise(viewer.takeFrames(), from, to));
  }

  /** Lets all leave. */
  close(): void {
    while (this.count > 0) this.removeLast();
  }
}

function summarise(frames: readonly ReceivedFrame[], from: number, to: number): RtpMeasured {
  const times = [from, ...frames.map(({ at }) => at), to];
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return { fps: (frames.length / (to - from)) * 1000, maxGapMs: Math.max(...gaps) };
}
