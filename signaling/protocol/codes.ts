/** Codes of the server's `error` message. Stable: a client may switch on them. */
export const ERROR_CODES = [
  'room-full',
  'id-taken',
  'bad-message',
  'not-in-room',
  'unknown-peer',
  'wrong-key',
  'locked',
  'rate-limited',
  'too-large',
  'slow',
  'no-session',
  'not-host',
  'room-locked',
  'waiting-full',
  'denied',
  'removed',
  'ended',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** WebSocket close codes: the registered ones that are used, and Porthole's own (4000–4999). */
export const CLOSE_CODES = {
  /** The client left on purpose. */
  normal: 1000,
  /** The message was larger than the limit (RFC 6455). */
  tooLarge: 1009,
  /** The server restarts; come back after `bye.retryMs`. */
  restart: 1012,
  /** The service failed at a message (RFC 6455). */
  internal: 1011,
  /** The service cannot take anyone in just now (RFC 6455 registry). */
  tryLater: 1013,
  /** No `join` within the deadline. */
  joinTimeout: 4000,
  /** The same session was resumed on another socket. */
  replaced: 4001,
  /** Too many invalid or too frequent messages. */
  policy: 4002,
  /** The client did not read what was sent to it. */
  slow: 4003,
  /** The join was refused; the `error` before it says why. */
  refused: 4004,
  /** The stay is ended, by the host as a rule; the `error` before it says how. */
  expelled: 4005,
  /** The client goes on over another socket: its place is kept for it. */
  moved: 4006,
} as const;
