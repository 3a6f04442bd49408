/** Waits `ms` milliseconds. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

const POLL_MS = 50;

/**
 * Waits for a condition instead of for a time.
 * @param what ends the sentence "timed out waiting for …"
 * @param check gives the awaited value, or null / undefined / false for "not yet"; what it throws counts as "not yet"
 * @param ms deadline
 * @throws Error with the last failure, when the deadline passes
 */
export async function until<T>(
  what: string,
  check: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  ms = 10_000,
): Promise<T> {
  const deadline = Date.now() + ms;
  let cause: unknown;
  for (;;) {
    try {
      const value = await check();
      if (value !== null && value !== undefined && value !== false) return value;
      cause = undefined;
    } catch (thrown) {
      cause = thrown;
    }
    if (Date.now() > deadline) {
      throw new Error(`timed out after ${ms} ms waiting for ${what}`, { cause });
    }
    await delay(POLL_MS);
  }
}
