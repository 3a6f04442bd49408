import type { HandOver } from '../bus/hand-over-message.ts';

/** The extension answers within milliseconds, unless its worker has to wake: then within a second. */
const ANSWER_MS = 1500;

/** The one call that an extension opens to pages it names (externally_connectable); missing everywhere else. */
interface PageRuntime {
  sendMessage(extension: string, message: HandOver): Promise<unknown>;
}

/**
 * Hands the room over to the extension, where it is installed.
 * @param link the page's own address, key included: it goes to the extension alone
 * @returns whether the extension takes it; the page then moves away by itself
 */
export async function handOver(link: string): Promise<boolean> {
  const runtime = pageRuntime();
  if (!runtime) return false;
  const asked = runtime.sendMessage(__EXTENSION_ID__, { type: 'open-room', link }).then(
    (answer) => answer === true,
    () => false,
  );
  const patience = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), ANSWER_MS);
  });
  return Promise.race([asked, patience]);
}

function pageRuntime(): PageRuntime | undefined {
  return (globalThis as { chrome?: { runtime?: PageRuntime } }).chrome?.runtime;
}
