import { useState } from 'react';

/**
 * Whether a command is on its way, so that a second click does nothing.
 * A command's failure lands in the Snapshot, so that the promise's own is of no further interest here.
 */
export function useBusy(): [busy: boolean, run: (command: Promise<unknown>) => void] {
  const [running, setRunning] = useState(0);
  const run = (command: Promise<unknown>) => {
    setRunning((count) => count + 1);
    void command.catch(() => undefined).finally(() => setRunning((count) => count - 1));
  };
  return [running > 0, run];
}
