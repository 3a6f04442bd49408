/** Runs a function once, later. @returns calls it off */
export type Schedule = (ms: number, run: () => void) => () => void;

/** The browser's own clock. */
export const schedule: Schedule = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** Runs a function again and again, until called off. @param ms between two runs */
export function repeat(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}

/** Resolves after `ms`. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
