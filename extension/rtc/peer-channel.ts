import type { PeerMessage } from '../core/peer-message.ts';

/**
 * Bytes that wait to be sent, from which on the peer reads nothing: SCTP tries for ever, so all that is said would be kept,
 * until `send` throws at 16 MB. What is said within a minute is a few kB.
 */
const CLOGGED = 256 * 1024;

/**
 * Says things over a Link's data channel.
 * @param deaf called instead, where what was said before still waits
 * @returns whether it was said: false while the channel is not open, and where nobody reads
 */
export function createTell(
  channel: Pick<RTCDataChannel, 'readyState' | 'bufferedAmount' | 'send'>,
  deaf: () => void,
): (message: PeerMessage) => boolean {
  return (message) => {
    if (channel.readyState !== 'open') return false;
    if (channel.bufferedAmount > CLOGGED) {
      deaf();
      return false;
    }
    channel.send(JSON.stringify(message));
    return true;
  };
}
