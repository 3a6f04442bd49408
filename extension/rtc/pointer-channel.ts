import { parsePointerMessage, type PointerMessage } from '../core/pointer/pointer-message.ts';

/** A place that is lost is passed over; one that is overtaken would draw a line back. */
const POINTERS: RTCDataChannelInit = { negotiated: true, id: 5, ordered: true, maxRetransmits: 0 };

/** Bytes that wait to be sent, from which on no more pointers are added: what comes late is worth nothing. */
const CLOGGED = 16_384;

/** Opens a connection's channel for pointers. @param pointed the peer said where it, or others, point */
export function openPointerChannel(
  connection: RTCPeerConnection,
  pointed: (message: PointerMessage) => void,
): { readonly channel: RTCDataChannel; readonly point: (text: string) => void } {
  const channel = connection.createDataChannel('porthole-pointers', POINTERS);
  channel.addEventListener('message', ({ data }) => {
    const message = parsePointerMessage(data);
    if (message) pointed(message);
  });
  return {
    channel,
    point(text) {
      if (channel.readyState === 'open' && channel.bufferedAmount < CLOGGED) channel.send(text);
    },
  };
}
