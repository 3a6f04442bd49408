import { inRoot } from '../../scripts/lib/root.ts';
import type { Size } from '../../extension/core/encoding.ts';
import { extensionUrl } from './extension.ts';
import type { Browser } from './browser.ts';
import { bundle } from './bundle.ts';
import type { Page } from './page.ts';
import type { Encoder, SenderReading } from './sender-work.ts';

/**
 * What the sharer's browser encodes and sends, read from outside: every peer connection that lives in the offscreen
 * document is found on its heap and asked for its statistics. The product knows nothing of it.
 */
export class Sender {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Attaches to the offscreen document of a share that is under way. */
  static async attach(sharer: Browser): Promise<Sender> {
    const target = await sharer.waitTarget('the offscreen document', ({ url }) =>
      url.startsWith(extensionUrl('offscreen')),
    );
    return new Sender(await sharer.attach(target));
  }

  /** Looks once. It collects the document's garbage, so do it before and after what is measured, not within. */
  async read(): Promise<SenderReading> {
    const connections = await this.page.callOnConnections(readConnections);
    return {
      at: Date.now(),
      connections: connections.length,
      encoders: connections.flatMap(({ encoders }) => encoders),
      bytesSent: connections
        .filter(({ sendsMedia }) => sendsMedia)
        .reduce((sum, { bytesSent }) => sum + bytesSent, 0),
      sourceFps: Math.max(0, ...connections.flatMap(({ sourceFps }) => sourceFps)),
      sourceSize: largest(connections.flatMap(({ sourceSizes }) => sourceSizes)),
      askedSize: largest(connections.flatMap(({ askedSizes }) => askedSizes)),
    };
  }

  /** Links that open from now on seem clean to the product, which so holds nobody back: an ordinary mesh has no such judgement. */
  async seeCleanLinks(): Promise<void> {
    await this.page.run(await bundle(inRoot('e2e', 'probe', 'clean-links.ts')));
  }

  detach(): Promise<void> {
    return this.page.detach();
  }
}

interface ConnectionReading {
  readonly encoders: readonly Encoder[];
  /** bytes, of the whole transport */
  readonly bytesSent: number;
  /** false for the loopback pair of a rung: its frames are taken out before they are sent */
  readonly sendsMedia: boolean;
  /** frames a second that the captures give */
  readonly sourceFps: readonly number[];
  /** px, of the frames that they give */
  readonly sourceSizes: readonly Size[];
  /** px, of the largest that they may give */
  readonly askedSizes: readonly Size[];
}

function largest(sizes: readonly Size[]): Size {
  return sizes.reduce((best, size) => (size.width > best.width ? size : best), { width: 0, height: 0 });
}

/** Runs in the offscreen document: may use nothing from outside. */
async function readConnections(connections: readonly RTCPeerConnection[]): Promise<ConnectionReading[]> {
  type Entry = Readonly<Record<string, unknown>>;
  const number = (entry: Entry, member: string): number => Number(entry[member] ?? 0);
  const text = (entry: Entry | undefined, member: string): string => {
    const value = entry?.[member];
    return typeof value === 'string' ? value : '';
  };
  const live = connections.filter((connection) => connection.connectionState !== 'closed');
  return Promise.all(
    live.map(async (connection) => {
      const report = await connection.getStats();
      const entries = [...report.values()] as Entry[];
      const ofType = (type: string): Entry[] => entries.filter((entry) => entry['type'] === type);
      const outbound = ofType('outbound-rtp');
      const sources = ofType('media-source').filter((entry) => number(entry, 'width') > 16);
      return {
        encoders: outbound
          .filter((entry) => entry['kind'] === 'video')
          .map((entry) => ({
            ssrc: number(entry, 'ssrc'),
            width: number(entry, 'frameWidth'),
            height: number(entry, 'frameHeight'),
            frames: number(entry, 'framesEncoded'),
            keyFrames: number(entry, 'keyFramesEncoded'),
            encodeMs: number(entry, 'totalEncodeTime') * 1000,
            packets: number(entry, 'packetsSent'),
            codec: text(
              entries.find(({ id }) => id === entry['codecId']),
              'mimeType',
            ).replace('video/', ''),
            implementation: text(entry, 'encoderImplementation'),
          })),
        bytesSent: ofType('transport').reduce((sum, entry) => sum + number(entry, 'bytesSent'), 0),
        sendsMedia: outbound.some((entry) => number(entry, 'packetsSent') > 0),
        sourceFps: sources.map((entry) => number(entry, 'framesPerSecond')),
        sourceSizes: sources.map((entry) => ({
          width: number(entry, 'width'),
          height: number(entry, 'height'),
        })),
        // Chromium's settings of a captured track are what was asked, whatever comes.
        askedSizes: connection
          .getSenders()
          .flatMap(({ track }) => (track?.kind === 'video' ? [track.getSettings()] : []))
          .map(({ width = 0, height = 0 }) => ({ width, height })),
      };
    }),
  );
}
