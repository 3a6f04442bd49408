/**
 * What can go wrong, as stable codes. `ui/words.ts` is the one place that turns them into words for a person.
 */
export const FAULT_CODES = [
  // the link and the server
  'bad-link',
  'link-burnt',
  'server-unreachable',
  'not-porthole',
  'bad-config',
  // the room (as the server says)
  'room-full',
  'wrong-key',
  'phrase-needed',
  'wrong-phrase',
  'locked',
  'id-taken',
  'rate-limited',
  'refused',
  // the room (as its host says)
  'room-locked',
  'waiting-full',
  'denied',
  'removed',
  'ended',
  'order-refused',
  // the capture
  'capture-denied',
  'capture-failed',
  'capture-busy',
  'capture-not-invoked',
  'tab-not-capturable',
  'capture-unsupported',
  // a recording
  'recording-unsupported',
  'recording-disk-full',
  'recording-failed',
  // the extension
  'offscreen-gone',
  'internal',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/** A failure that has a code; everything else that is thrown is a bug and becomes `internal`. */
export class PortholeError extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string = code, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PortholeError';
    this.code = code;
  }
}

/** The code of anything that was thrown. */
export function faultCode(thrown: unknown): FaultCode {
  return thrown instanceof PortholeError ? thrown.code : 'internal';
}
