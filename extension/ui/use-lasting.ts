import { useEffect, useState } from 'react';

/** @returns whether a flag has been up for so many ms, or from the start: what comes and goes is not worth a word */
export function useLasting(up: boolean, ms: number): boolean {
  const [lasted, setLasted] = useState(up);
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
