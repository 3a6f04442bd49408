import type { Browser } from './browser.ts';
import { browserPids } from './process-usage.ts';
import type { Scope } from './scope.ts';

/**
 * Stops a browser in its tracks, all its processes, as a laptop's sleep does: connections stay open, no timer runs, nothing
 * is read or answered any more.
 * @returns lets it go on
 */
export function freeze(scope: Scope, browser: Browser): () => void {
  const pids = browserPids(browser.pid);
  const signal = (name: NodeJS.Signals): void => {
    for (const pid of pids) process.kill(pid, name);
  };
  signal('SIGSTOP');
  let isFrozen = true;
  const thaw = (): void => {
    if (isFrozen) signal('SIGCONT');
    isFrozen = false;
  };
  // What is stopped can't be closed.
  scope.own(pids, async () => thaw());
  return thaw;
}
