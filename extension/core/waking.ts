/** What a receiver of a picture had done up to a moment. */
export interface Reception {
  /** ms, any clock that goes forward while the computer sleeps */
  readonly at: number;
  /** frames in all */
  readonly received: number;
  readonly decoded: number;
  /** ms, mean wait of a frame in the jitter buffer since the look before; null when none came out of it */
  readonly jitterMs: number | null;
}

/**
 * Looks at a receiver whose page may stand still, as in a computer that sleeps. What lay in the socket meanwhile comes all
 * at once, and Chromium's buffer takes the clocks to differ by as much: it holds back all that follows, for seconds after a
 * sleep of seconds, and is a second behind for as long as anybody looked (a sleep of 8 s: 8.4 s until the picture was live).
 */
export interface Waking {
  readonly last: Reception | null;
  /** ms of the first look after the sleep; null = no sleep, or long ago */
  readonly wokeAt: number | null;
  /** ms since which the buffer has held the picture back; null = it does not */
  readonly behindFrom: number | null;
}

export const AWAKE: Waking = { last: null, wokeAt: null, behindFrom: null };

/** ms between two looks that only a sleep explains: a hidden page looks once a second. */
const SLEEP_MS = 2500;
/** ms after which a sleep explains nothing any more */
const FORGOTTEN_MS = 15_000;
/** ms that a frame never waits where buffer and clocks agree: 200 ms are much on a bad network. */
const LATE_MS = 500;
/** ms for which it must be so */
const PATIENCE_MS = 400;

/** One more look. */
export function lookAgain({ last, wokeAt, behindFrom }: Waking, now: Reception): Waking {
  if (last === null) return { ...AWAKE, last: now };
  // What came while it slept says nothing of what comes now.
  if (now.at - last.at > SLEEP_MS) return { last: now, wokeAt: now.at, behindFrom: null };
  if (wokeAt === null || now.at - wokeAt > FORGOTTEN_MS) return { ...AWAKE, last: now };
  const isStuck = now.received > last.received && now.decoded === last.decoded;
  const isLate = isStuck || (now.jitterMs ?? 0) > LATE_MS;
  return { last: now, wokeAt, behindFrom: isLate ? (behindFrom ?? last.at) : null };
}

/** Whether the buffer is not to be waited for: a new connection has a new one. */
export function isBehind({ last, behindFrom }: Waking): boolean {
  return last !== null && behindFrom !== null && last.at - behindFrom >= PATIENCE_MS;
}
