import { useEffect, useState } from 'react';

/**
 * Counts down to the next try.
 * @param ms time left when the value was published; the same value published again goes on counting
 * @returns whole seconds left, at least 1; null where nothing is counted
 */
export function useCountdown(ms: number | undefined): number | null {
  const [counted, setCounted] = useState({ from: ms, left: ms ?? 0 });
  if (counted.from !== ms) setCounted({ from: ms, left: ms ?? 0 });

  useEffect(() => {
    if (ms === undefined) return;
    const end = performance.now() + ms;
    const timer = setInterval(
      () => setCounted({ from: ms, left: Math.max(0, end - performance.now()) }),
      250,
    );
    return () => clearInterval(timer);
  }, [ms]);

  return ms === undefined ? null : Math.max(1, Math.ceil(counted.left / 1000));
}
