/** ms: requests within this time are one, for all viewers of a rung together. */
const COALESCE_MS = 300;

/** ms until the next loss of the same viewer is answered; doubles with each. */
const FIRST_BACK_OFF_MS = 600;
const LONGEST_BACK_OFF_MS = 20_000;

interface BackOff {
  readonly ms: number;
  /** ms; earlier requests of this viewer are not answered */
  readonly until: number;
}

/**
 * Decides when a rung's encoder is asked for a key frame. Key frames are large and go to every viewer of the rung: one
 * broken viewer must not make all pay. (Unbounded requests of three broken viewers pulled a source to 2 fps.)
 */
export interface KeyRequests {
  /**
   * Somebody joins or changes rung.
   * @returns ms until the encoder is to be asked; null when it is going to be asked already
   */
  needed(at: number): number | null;
  /** A viewer lost its picture (PLI). @returns as {@link needed}; null also while the viewer is held back */
  lost(viewer: string, at: number): number | null;
  /** The encoder is asked now. */
  asked(at: number): void;
  /** The viewer is gone. */
  forget(viewer: string): void;
}

export function createKeyRequests(): KeyRequests {
  const backOffs = new Map<string, BackOff>();
  let lastAsked = Number.NEGATIVE_INFINITY;
  let pending = false;

  function needed(at: number): number | null {
    if (pending) return null;
    pending = true;
    return Math.max(0, lastAsked + COALESCE_MS - at);
  }

  return {
    needed,
    lost(viewer, at) {
      const backOff = backOffs.get(viewer);
      if (backOff && at < backOff.until) return null;
      backOffs.set(viewer, nextBackOff(backOff, at));
      return needed(at);
    },
    asked(at) {
      pending = false;
      lastAsked = at;
    },
    forget: (viewer) => backOffs.delete(viewer),
  };
}

/** Forgiven by a time without a loss that is as long as the back-off was. */
function nextBackOff(before: BackOff | undefined, at: number): BackOff {
  const forgiven = !before || at > before.until + before.ms;
  const ms = forgiven ? FIRST_BACK_OFF_MS : Math.min(LONGEST_BACK_OFF_MS, before.ms * 2);
  return { ms, until: at + ms };
}
