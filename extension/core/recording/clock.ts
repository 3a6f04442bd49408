/** How long something has been recorded, pauses left out. */
export interface RecordingClock {
  /** ms recorded before the stretch under way */
  readonly recordedMs: number;
  /** ms since the epoch at which the stretch under way began; null while it pauses */
  readonly runningSince: number | null;
}

export const STOPPED_CLOCK: RecordingClock = { recordedMs: 0, runningSince: null };

/** Goes on, unless it runs already. @param at ms since the epoch */
export function runClock(clock: RecordingClock, at: number): RecordingClock {
  return clock.runningSince === null ? { ...clock, runningSince: at } : clock;
}

/** Pauses. @param at ms since the epoch */
export function holdClock(clock: RecordingClock, at: number): RecordingClock {
  return { recordedMs: recordedMs(clock, at), runningSince: null };
}

/** @param at ms since the epoch @returns ms recorded until then; a clock that was set back takes nothing away */
export function recordedMs(clock: RecordingClock, at: number): number {
  const { runningSince } = clock;
  return clock.recordedMs + (runningSince === null ? 0 : Math.max(0, at - runningSince));
}
