/**
 * Makes every link seem clean from now on to whoever asks for its statistics, and lets no report of a viewer through:
 * what the engine does when nobody moves a viewer. For the bench's `uncontrolled` mode.
 */

/** bit/s, more than any rung takes */
const PLENTY = 50_000_000;
/** Members that tell of congestion, as a clean link has them. */
const CLEAN = {
  currentRoundTripTime: 0.02,
  roundTripTime: 0.02,
  fractionLost: 0,
  totalPacketSendDelay: 0,
};

globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
    const channel = super.createDataChannel(label, options);
    if (label === 'porthole-reports') channel.addEventListener = () => undefined;
    return channel;
  }

  // The standard's other overload, with callbacks, is long obsolete.
  override async getStats(): Promise<RTCStatsReport> {
    const report = await super.getStats();
    return new Map([...report.entries()].map(([id, entry]) => [id, cleaned(entry)]));
  }
};

function cleaned(entry: object): object {
  const told = Object.entries(CLEAN).filter(([member]) => member in entry);
  // The estimate is left out when it is nought.
  const isPair = 'type' in entry && entry.type === 'candidate-pair';
  return { ...entry, ...Object.fromEntries(told), ...(isPair && { availableOutgoingBitrate: PLENTY }) };
}
