/** What arrived over the page's peer connections since they were made. */
export interface Inbound {
  /** Connections that the page ever made. */
  readonly connections: number;
  /** Frames of pictures that arrived whole. */
  readonly framesReceived: number;
  /** RTP packets of pictures that never arrived. */
  readonly packetsLost: number;
}

/** Keeps an eye on every peer connection that the page makes from now on: call it before the page's own scripts run. */
export function watchConnections(): () => Promise<Inbound> {
  const connections: RTCPeerConnection[] = [];
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(options?: RTCConfiguration) {
      super(options);
      connections.push(this);
    }
  };
  return async () => {
    const reports = await Promise.all(connections.map((connection) => connection.getStats()));
    const entries = reports.flatMap((report) => [...report.values()] as Record<string, unknown>[]);
    const video = entries.filter((entry) => entry['type'] === 'inbound-rtp' && entry['kind'] === 'video');
    const sum = (member: string): number =>
      video.reduce((total, entry) => total + Number(entry[member] ?? 0), 0);
    return {
      connections: connections.length,
      framesReceived: sum('framesReceived'),
      packetsLost: sum('packetsLost'),
    };
  };
}
