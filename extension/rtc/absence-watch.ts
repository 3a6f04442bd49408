import { schedule } from './schedule.ts';

/** How long a member that the server does not name may be away before it counts as gone, in ms. */
const ABSENCE_MS = 20_000;

/** Waits for members that the server does not name. */
export interface AbsenceWatch {
  watch(ids: readonly string[]): void;
  close(): void;
}

interface AbsenceWatchOptions {
  /** Media of the member still comes or goes. */
  readonly isFlowing: (id: string) => boolean;
  readonly isAbsent: (id: string) => boolean;
  /** Those with no media left are waited for no more. */
  readonly over: (ids: readonly string[]) => void;
}

export function createAbsenceWatch({ isFlowing, isAbsent, over }: AbsenceWatchOptions): AbsenceWatch {
  const absences = new Set<() => void>();

  /** A member whose media still flows stays, and is looked at again. */
  function watch(ids: readonly string[]): void {
    const cancel = schedule(ABSENCE_MS, () => {
      absences.delete(cancel);
      const flowing = ids.filter((id) => isFlowing(id));
      over(ids.filter((id) => !flowing.includes(id)));
      const absent = flowing.filter((id) => isAbsent(id));
      if (absent.length > 0) watch(absent);
    });
    absences.add(cancel);
  }

  return {
    watch,
    close() {
      for (const cancel of absences) cancel();
    },
  };
}
