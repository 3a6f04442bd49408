import type { Browser } from '../harness/browser.ts';
import { ManyViewers } from '../harness/many-viewers.ts';
import { RtpViewers } from '../harness/rtp-viewers.ts';
import { delay } from '../harness/until.ts';
import { median, type BenchCodec } from './figures.ts';

/**
 * Who watches:
 * - `browser`: all decode every frame, in one page of another browser
 * - `rtp`: none decodes; they put packets together to frames, in the benchmark's own process
 * - `mixed`: two decode, so that pixels and delay are seen, and the others do not, so that two cores measure the sharer
 */
export const VIEWERS_KINDS = ['mixed', 'browser', 'rtp'] as const;

export type ViewersKind = (typeof VIEWERS_KINDS)[number];

/** How many of the first who join decode. */
const DECODING: Readonly<Record<ViewersKind, number>> = { mixed: 2, browser: Infinity, rtp: 0 };

/** What one viewer got; null for what only a decoder sees. */
export interface Seen {
  /** Different frames a second: of the page where it is decoded, else of the encoder. */
  readonly fps: number;
  readonly maxGapMs: number;
  readonly height: number | null;
  readonly latencyMsP50: number | null;
  readonly latencyMsP95: number | null;
}

/** Most who fit into a room besides the sharer. */
const MAX_VIEWERS = 14;
/** ms between two that join */
const STAGGER_MS = 150;
/** Who has no picture by then is not waited for any more, in ms: an overloaded mesh never gets there. */
const FIRST_PICTURES_MS = 4000;

/** The viewers of one share. */
export class Audience {
  readonly #decoders: ManyViewers;
  readonly #packets: RtpViewers;
  readonly #kind: ViewersKind;
  #present = 0;
  #decoding = 0;

  private constructor(decoders: ManyViewers, packets: RtpViewers, kind: ViewersKind) {
    this.#decoders = decoders;
    this.#packets = packets;
    this.#kind = kind;
  }

  /** They can decode nothing but the codec: that makes the room choose it. */
  static async open(watcher: Browser, link: string, codec: BenchCodec, kind: ViewersKind): Promise<Audience> {
    const name = ({ h264: 'H264', av1: 'AV1', vp9: 'VP9' } as const)[codec];
    const decoders = await ManyViewers.open(watcher, link, 0, { decodes: name });
    return new Audience(decoders, new RtpViewers(link, name), kind);
  }

  /** Lets viewers join one by one until there are so many; waits for their pictures, but not for long. */
  async growTo(count: number): Promise<void> {
    while (this.#present < count) {
      await this.#join();
      await delay(STAGGER_MS);
    }
    const waits = [
      this.#decoders.firstPictures(FIRST_PICTURES_MS),
      this.#packets.firstPictures(FIRST_PICTURES_MS),
    ];
    await Promise.allSettled(waits);
  }

  /** Watches for some time. */
  async measure(ms: number): Promise<readonly Seen[]> {
    const [decoded, received] = await Promise.all([this.#decoders.measure(ms), this.#packets.measure(ms)]);
    const undecoded = { height: null, latencyMsP50: null, latencyMsP95: null };
    return [...decoded, ...received.map((one) => ({ ...one, ...undecoded }))];
  }

  /**
   * Lets some come late and go again, one after the other; in a full room each takes the place of another.
   * @param deadline ms after which one who has no picture counts with this time, and no more come
   * @returns ms from joining to the first picture, the median
   */
  async lateJoin(joiners: number, deadline: number): Promise<number | null> {
    if (this.#present === MAX_VIEWERS) await this.#leave();
    const times: number[] = [];
    while (times.length < joiners && times.at(-1) !== deadline) {
      times.push((await this.#visit(deadline)) ?? deadline);
    }
    return median(times);
  }

  close(): Promise<void> {
    this.#packets.close();
    return Promise.resolve();
  }

  async #visit(deadline: number): Promise<number | null> {
    if (this.#kind === 'rtp') {
      const ms = await this.#packets.firstPicture(this.#packets.add(), deadline);
      this.#packets.removeLast();
      return ms;
    }
    const [late = 0] = await this.#decoders.add();
    const ms = await this.#decoders.firstPicture(late, deadline);
    await this.#decoders.remove(late);
    return ms;
  }

  async #join(): Promise<void> {
    this.#present += 1;
    if (this.#decoding >= DECODING[this.#kind]) return void this.#packets.add();
    this.#decoding += 1;
    await this.#decoders.add();
  }

  async #leave(): Promise<void> {
    this.#present -= 1;
    if (this.#packets.count > 0) return this.#packets.removeLast();
    this.#decoding -= 1;
    await this.#decoders.removeLast();
  }
}
