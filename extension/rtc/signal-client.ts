import {
  CLOSE_CODES,
  parseServerMessage,
  type ClientMessage,
  type ServerMessage,
} from '@porthole/signaling/protocol';
import { faultCode, type FaultCode } from '../core/faults.ts';
import { fetchConfig } from './service.ts';

export interface SignalClientEvents {
  connected(): void;
  /** The server could not be reached or is none of ours. */
  unreachable(code: FaultCode): void;
  message(message: ServerMessage): void;
  /** The socket went, not by `disconnect`. @param code WebSocket close code */
  closed(code: number): void;
}

/**
 * One way to the signaling server at a time. It does not retry, and remembers no more than how many messages have come:
 * the session does the rest.
 */
export interface SignalClient {
  /** Hangs up, if need be, and connects anew. */
  connect(): void;
  send(message: ClientMessage): void;
  /** Hangs up for good reasons; no event follows. @param comesBack whether the server is to keep the place */
  disconnect(comesBack?: boolean): void;
}

/** A socket that is not open by then counts as out of reach. */
const OPEN_DEADLINE_MS = 8000;

/** @param origin of the signaling service; its `/config` says where the socket is */
export function createSignalClient(origin: string, events: SignalClientEvents): SignalClient {
  let attempt: AbortController | null = null;
  let socket: WebSocket | null = null;
  /** Messages since the last `joined` or `resumed`, that one included; null before the first. */
  let received: number | null = null;

  function disconnect(comesBack = false): void {
    attempt?.abort();
    attempt = null;
    socket?.close(comesBack ? CLOSE_CODES.moved : CLOSE_CODES.normal);
    socket = null;
  }

  function connect(): void {
    disconnect(true);
    const mine = new AbortController();
    attempt = mine;
    fetchConfig(origin, mine.signal)
      .then((config) => open(config.signalingUrl, mine.signal))
      .catch((error: unknown) => {
        if (!mine.signal.aborted) events.unreachable(faultCode(error));
      });
  }

  function open(url: string, signal: AbortSignal): void {
    if (signal.aborted) return;
    const opening = new WebSocket(url);
    socket = opening;
    const deadline = setTimeout(() => opening.close(), OPEN_DEADLINE_MS);
    const listen = { signal };
    opening.addEventListener('open', () => (clearTimeout(deadline), events.connected()), listen);
    opening.addEventListener('message', ({ data }) => receive(data), listen);
    opening.addEventListener('close', ({ code }) => (clearTimeout(deadline), events.closed(code)), listen);
  }

  function receive(data: unknown): void {
    const parsed = typeof data === 'string' ? parseServerMessage(data) : null;
    const isMembership = parsed?.ok && (parsed.value.type === 'joined' || parsed.value.type === 'resumed');
    if (isMembership) received = 1;
    else if (received !== null) received += 1;
    // A message of a newer protocol is none of our business.
    if (parsed?.ok) events.message(parsed.value);
  }

  return {
    connect,
    disconnect,
    send(message) {
      if (socket?.readyState !== WebSocket.OPEN) return;
      const resumes = message.type === 'join' && message.resume === true && received !== null;
      socket.send(JSON.stringify(resumes ? { ...message, received } : message));
    },
  };
}
