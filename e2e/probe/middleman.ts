/**
 * One in the middle: a connection with each of two people who take it for the other. What comes from one goes on to the
 * other, and is seen on the way.
 */
export interface Middleman {
  /**
   * Takes the offer of who shares, or makes do without where it is sealed.
   * @returns the answer for it, and the offer for who watches
   */
  take(offer: string): Promise<{ readonly answer: string; readonly offer: string }>;
  /** Takes the answer of who watches. */
  takeAnswer(answer: string): Promise<void>;
  /** What it has seen of the picture so far. */
  seen(): Promise<{ readonly frames: number; readonly connected: boolean }>;
}

declare global {
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var portholeMiddleman: Middleman;
}

/** The data channels that two peers of Porthole have, by id. */
const CHANNELS = [
  { label: 'porthole', options: { negotiated: true, id: 0 } },
  {
    label: 'porthole-reports',
    options: { negotiated: true, id: 1, ordered: false, maxRetransmits: 0 },
  },
];

function createMiddleman(): Middleman {
  const [sharer, watcher] = [new RTCPeerConnection(), new RTCPeerConnection()];
  for (const { label, options } of CHANNELS) {
    join(sharer.createDataChannel(label, options), watcher.createDataChannel(label, options));
  }
  const passedOn = new Set<MediaStreamTrack>();

  return {
    async take(sdp) {
      await sharer.setRemoteDescription({ type: 'offer', sdp }).catch(() => undefined);
      const stream = new MediaStream();
      for (const { track } of sharer.getReceivers()) {
        if (passedOn.has(track)) continue;
        passedOn.add(track);
        watcher.addTrack(track, stream);
      }
      for (const pending of [sharer, watcher]) {
        if (pending.signalingState === 'have-local-offer')
          await pending.setLocalDescription({ type: 'rollback' });
      }
      return { answer: await described(sharer), offer: await described(watcher) };
    },
    takeAnswer: (sdp) => watcher.setRemoteDescription({ type: 'answer', sdp }),
    async seen() {
      const entries: Record<string, unknown>[] = [...(await sharer.getStats()).values()];
      const video = entries.find((entry) => entry['type'] === 'inbound-rtp' && entry['kind'] === 'video');
      const connected = [sharer, watcher].some(({ connectionState }) => connectionState === 'connected');
      return { frames: Number(video?.['framesDecoded'] ?? 0), connected };
    },
  };
}

/** Candidates and all: nothing else is passed on. */
async function described(connection: RTCPeerConnection): Promise<string> {
  await connection.setLocalDescription();
  while (connection.iceGatheringState !== 'complete') await pause(20);
  return connection.localDescription?.sdp ?? '';
}

function join(one: RTCDataChannel, other: RTCDataChannel): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const early: string[] = [];
    from.addEventListener('message', ({ data }) => {
      if (to.readyState === 'open') to.send(String(data));
      else early.push(String(data));
    });
    to.addEventListener('open', () => early.splice(0).forEach((text) => to.send(text)));
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

globalThis.portholeMiddleman = createMiddleman();
