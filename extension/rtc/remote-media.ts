/** What the other side of a connection sends, as one stream. */
export interface RemoteMedia {
  /** Another object whenever the set of tracks changes, so that a player notices; null while nothing is sent. */
  readonly stream: MediaStream | null;
  /** Looks again, after a negotiation. */
  refresh(): void;
  close(): void;
}

/** @param changed called after `stream` became another */
export function createRemoteMedia(connection: RTCPeerConnection, changed: () => void): RemoteMedia {
  let stream: MediaStream | null = null;

  function refresh(): void {
    const tracks = connection
      .getTransceivers()
      .filter(receives)
      .map(({ receiver }) => receiver.track);
    const before = stream?.getTracks() ?? [];
    if (tracks.length === before.length && tracks.every((track) => before.includes(track))) return;
    stream = tracks.some((track) => track.kind === 'video') ? new MediaStream(tracks) : null;
    changed();
  }

  return {
    get stream() {
      return stream;
    },
    refresh,
    close() {
      stream = null;
    },
  };
}

/** Whether the peer sends on it. */
export function receives({ currentDirection }: Pick<RTCRtpTransceiver, 'currentDirection'>): boolean {
  return currentDirection === 'recvonly' || currentDirection === 'sendrecv';
}
