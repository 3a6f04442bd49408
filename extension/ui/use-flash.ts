import { useEffect, useState } from 'react';

/**
 * A flag that falls by itself, for feedback such as "Copied".
 * @param ms how long it stays up
 */
export function useFlash(ms = 2000): [up: boolean, raise: () => void] {
  const [raised, setRaised] = useState(0);
  useEffect(() => {
    if (raised === 0) return;
    const timer = setTimeout(() => setRaised(0), ms);
    return () => clearTimeout(timer);
  }, [raised, ms]);
  return [raised > 0, () => setRaised((count) => count + 1)];
}
