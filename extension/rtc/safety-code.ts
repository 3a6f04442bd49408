import { toBase64url } from '../core/base64url.ts';
import type { CodeMessage } from '../core/peer-message.ts';
import { continueCode, createCodeExchange, openingOf, safetyCode } from '../core/safety-code.ts';

export interface SafetyCode {
  /** The code that the peer sees too, as numbers from 0 to 63; null until both know it. */
  readonly value: readonly number[] | null;
  take(message: CodeMessage): void;
}

const NONCE_BYTES = 16;

/** Agrees with the peer on a code for this connection, over the connection itself. */
export function agreeOnCode(options: {
  readonly me: string;
  readonly peer: string;
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  readonly changed: () => void;
}): SafetyCode {
  const { me, peer, connection, channel, changed } = options;
  const mine = toBase64url(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
  let exchange = createCodeExchange(me, peer, mine);
  let value: readonly number[] | null = null;

  function say(message: CodeMessage | null): void {
    if (message && channel.readyState === 'open') channel.send(JSON.stringify(message));
  }

  channel.addEventListener('open', () => say(openingOf(exchange)));
  return {
    get value() {
      return value;
    },
    take(message) {
      const step = continueCode(exchange, message);
      exchange = step.exchange;
      say(step.reply);
      const { currentLocalDescription: local, currentRemoteDescription: remote } = connection;
      value ??= local && remote && safetyCode(exchange, local.sdp, remote.sdp);
      if (value) changed();
    },
  };
}
