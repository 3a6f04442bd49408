import { useEffect, useState } from 'react';

/**
 * What comes and goes is not worth a word.
 * @param fromStart a flag that is up when the page begins has been so for long
 * @returns whether a flag has been up for so many ms
 */
export function useLasting(up: boolean, ms: number, fromStart = true): boolean {
  const [lasted, setLasted] = useState(up && fromStart);
  useEffect(() => {
    if (!up) return;
    const timer = setTimeout(() => setLasted(true), ms);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [up, ms]);
  return up && lasted;
}
