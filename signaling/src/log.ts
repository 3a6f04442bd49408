import { pino, type Logger } from 'pino';

export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

/**
 * The service's log: JSON lines on stdout. What is logged is chosen field by field at each call:
 * never an SDP, a candidate, a key, a token or a name.
 * @param level a pino level
 */
export function createLog(level: string): Logger {
  return pino({ level, base: null });
}
