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

/** What is logged of something that was thrown. */
interface Problem {
  readonly name: string;
  /** The system's or the library's code, e.g. `ECONNREFUSED`. */
  readonly code?: string;
  /** Where it was thrown. */
  readonly at?: readonly string[];
}

/** Frames of a stack that tell where a bug is. */
const FRAMES = 8;

/**
 * Describes what was thrown without its message, which may repeat what a client sent (that of JSON.parse does),
 * and without its properties.
 */
export function problemOf(thrown: unknown): Problem {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const { name, message, stack = '' } = thrown;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  const at = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .flatMap((line) => /^ {4}at (.+)$/.exec(line)?.[1] ?? []);
  return { name, ...(typeof code === 'string' ? { code } : {}), at: at.slice(0, FRAMES) };
}
