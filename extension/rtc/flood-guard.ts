import { isFlood, listen, type Talk } from '../core/flood.ts';

/**
 * Counts what a peer says over all data channels of a connection.
 * @param flooded called once, when it is more than a peer may say
 * @returns counts one more channel
 */
export function createFloodGuard(flooded: () => void): (channel: RTCDataChannel) => void {
  let talk: Talk | null = null;
  let isOver = false;

  function hear(data: unknown): void {
    if (isOver) return;
    talk = listen(talk, lengthOf(data), performance.now());
    if (!isFlood(talk)) return;
    isOver = true;
    flooded();
  }

  return (channel) => channel.addEventListener('message', ({ data }) => hear(data));
}

/** @returns bytes, or UTF-16 code units of a text */
function lengthOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  if (data instanceof Blob) return data.size;
  return data instanceof ArrayBuffer ? data.byteLength : 0;
}
