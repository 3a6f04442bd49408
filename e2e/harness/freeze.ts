import type { Browser } from './browser.ts';
import { browserPids } from './process-usage.ts';
import type { Scope } from './scope.ts';

/** Stops a browser in its tracks, all its processes: connections stay open, nothing is read or answered any more. */
export function freeze(scope: Scope, browser: Browser): void {
  const pids = browserPids(browser.pid);
  const signal = (name: NodeJS.Signals): void => {
    for (const pid of pids) process.kill(pid, name);
  };
  signal('SIGSTOP');
  // What is stopped can't be closed.
  scope.own(pids, async () => signal('SIGCONT'));
}
