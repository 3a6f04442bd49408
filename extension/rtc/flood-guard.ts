import { isFlood, listen, type Talk } from '../core/flood.ts';

/** As much of an RTCDataChannel as is listened to. */
type Channel = Pick<RTCDataChannel, 'addEventListener'>;

/** Counts what a peer says over all data channels of a connection. */
export interface FloodGuard {
  /** Counts what comes over a channel of ours. */
  watch(channel: Channel): void;
  /** A channel that the peer has opened: that alone is a message. */
  opened(channel: Channel): void;
}

/** @param flooded called once, when it is more than a peer may say */
export function createFloodGuard(flooded: () => void): FloodGuard {
  let talk: Talk | null = null;
  let isOver = false;

  function hear(data: unknown): void {
    if (isOver) return;
    talk = listen(talk, lengthOf(data), performance.now());
    if (!isFlood(talk)) return;
    isOver = true;
    flooded();
  }

  const watch = (channel: Channel) => channel.addEventListener('message', ({ data }) => hear(data));

  return {
    watch,
    opened: (channel) => (watch(channel), hear('')),
  };
}

/** @returns bytes, or UTF-16 code units of a text */
function lengthOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  if (data instanceof Blob) return data.size;
  return data instanceof ArrayBuffer ? data.byteLength : 0;
}
