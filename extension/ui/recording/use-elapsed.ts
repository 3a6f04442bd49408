import { useEffect, useState } from 'react';
import { recordedMs, type RecordingClock } from '../../core/recording/clock.ts';

const TICK_MS = 500;

/** @returns ms that were recorded until now; goes on by itself */
export function useElapsed(clock: RecordingClock): number {
  const [now, setNow] = useState(() => Date.now());
  const runs = clock.runningSince !== null;
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [runs]);
  return recordedMs(clock, now);
}
