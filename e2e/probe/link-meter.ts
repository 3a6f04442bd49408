/** A look at one connection. */
export interface LinkReading {
  /** ms since the epoch */
  readonly at: number;
  /** the address of the other end */
  readonly remote: string;
  /** bit/s, what the browser believes that the link carries; null on the receiving side */
  readonly estimate: number | null;
  /** bytes, of the whole connection */
  readonly sent: number;
  /** s of sound made up because what was sent did not come */
  readonly concealed: number;
  /** times that this began */
  readonly concealments: number;
  /** px, of what is encoded here for this connection; 0 on the receiving side, and for a dummy 16 */
  readonly encodedHeight: number;
}

/** What the bench finds in a page whose connections it measures. */
interface LinkMeter {
  take(): readonly LinkReading[];
}

declare global {
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var portholeLinks: LinkMeter;
}

const PERIOD_MS = 250;

/** Looks four times a second at every connection that the page makes from now on. */
function createLinkMeter(): LinkMeter {
  const connections: RTCPeerConnection[] = [];
  const readings: LinkReading[] = [];
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(options?: RTCConfiguration) {
      super(options);
      connections.push(this);
    }
  };
  const { getStats } = RTCPeerConnection.prototype;
  setInterval(() => {
    for (const connection of connections) {
      if (connection.connectionState !== 'connected') continue;
      void getStats
        .call(connection)
        .then((report) => readings.push(...read(report)))
        // It closed meanwhile.
        .catch(() => undefined);
    }
  }, PERIOD_MS);
  return { take: () => readings.splice(0) };
}

function read(report: RTCStatsReport): readonly LinkReading[] {
  const entries = [...report.values()] as Record<string, unknown>[];
  const find = (type: string, kind?: string) =>
    entries.find((entry) => entry['type'] === type && (kind === undefined || entry['kind'] === kind));
  const transport = find('transport');
  const pair = entries.find(({ id }) => id === transport?.['selectedCandidatePairId']);
  const remote = entries.find(({ id }) => id === pair?.['remoteCandidateId']);
  if (!transport || !pair) return [];
  const sound = find('inbound-rtp', 'audio');
  const estimate = pair['availableOutgoingBitrate'];
  const reading = {
    at: Date.now(),
    remote: typeof remote?.['address'] === 'string' ? remote['address'] : '',
    estimate: typeof estimate === 'number' ? estimate : null,
    sent: number(transport['bytesSent']),
    concealed: number(sound?.['concealedSamples']) / 48_000,
    concealments: number(sound?.['concealmentEvents']),
    encodedHeight: number(find('outbound-rtp', 'video')?.['frameHeight']),
  };
  return [reading];
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

globalThis.portholeLinks = createLinkMeter();
