import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { delay } from './until.ts';

/** How long a process may take to end when asked to, in ms. */
const PATIENCE_MS = 2000;

/** Ends a process, by force where it does not listen. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await Promise.race([gone, delay(PATIENCE_MS)]);
  child.kill('SIGKILL');
}
