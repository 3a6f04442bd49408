import type { Schedule } from '../rtc/schedule.ts';

export interface FakeClock {
  /** ms */
  now(): number;
  readonly schedule: Schedule;
  /** Lets time pass, in steps of a ms, with everything that is due in it. */
  pass(ms: number): void;
}

export function fakeClock(): FakeClock {
  let at = 0;
  const due = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => at,
    schedule(ms, run) {
      const entry = { at: at + ms, run };
      due.add(entry);
      return () => due.delete(entry);
    },
    pass(ms) {
      for (const end = at + ms; at < end;) {
        at++;
        for (const entry of due) {
          if (entry.at > at) continue;
          due.delete(entry);
          entry.run();
        }
      }
    },
  };
}
