/** RTP ticks a millisecond: every video codec runs at 90 kHz (RFC 3551, section 5). */
export const TICKS_PER_MS = 90;

/** RTP timestamps are 32 bits wide and wrap, every 13 hours. */
const WRAP = 2 ** 32;

/** How many of the last frames tell where a clock stands: two seconds at 30 fps. */
const WINDOW = 60;

/** Frames over which the usual lateness is found: slow enough not to be taken for jitter, fast enough for lip sync. */
const USUAL = 60;

interface ClockSample {
  /** ms, by any clock, the same for all senders */
  readonly ms: number;
  /** RTP ticks */
  readonly rtp: number;
}

/**
 * Where one sender's RTP clock stands. `rtp = 90 * capture time + constant`, the constant drawn at random for each
 * sender. The capture time is not known, only when the encoded frame was seen, some ms later: the earliest of the
 * last frames comes closest.
 */
export interface RtpClock {
  readonly samples: number;
  /** @returns ticks by which this frame was seen later than its sender's frames usually are; negative: earlier */
  add(ms: number, rtp: number): number;
  /** @returns ticks, modulo 2^32 @throws RangeError before the first sample */
  constant(): number;
}

export function createRtpClock(): RtpClock {
  const samples: ClockSample[] = [];
  let base: number | null = null;
  let counted = 0;
  /** Mean constant, as ticks from `base`. */
  let usual = 0;

  let known: number | null = null;

  /** The later a frame is seen, the smaller is the constant that it tells. */
  function lateness(sample: ClockSample): number {
    base ??= constantOf(sample);
    const found = signed(constantOf(sample) - base);
    counted = Math.min(USUAL, counted + 1);
    usual += (found - usual) / counted;
    return Math.round(usual - found);
  }

  return {
    get samples() {
      return samples.length;
    },
    add(ms, rtp) {
      const sample = { ms, rtp };
      samples.push(sample);
      if (samples.length > WINDOW) samples.shift();
      known = null;
      return lateness(sample);
    },
    constant() {
      return (known ??= earliest(samples));
    },
  };
}

/** ms from NTP's epoch, 1900, to Unix' (RFC 5905, figure 4) */
const NTP_EPOCH_MS = 2_208_988_800_000;

/**
 * The clock by which Chromium stamps frames before a sender adds its random constant: NTP. Frames written by it follow
 * on those of the sender's own encoder, where the sender adds the constant to both.
 */
export function createNtpClock(): RtpClock {
  const clock = createRtpClock();
  clock.add(0, (TICKS_PER_MS * NTP_EPOCH_MS) % WRAP);
  return clock;
}

/** Ticks to add to what runs by `from`, so that it runs by `to`: pictures of the same moment get the same timestamp. */
export function alignment(from: RtpClock, to: RtpClock): number {
  return modulo(Math.round(to.constant() - from.constant()));
}

/** Moves an alignment towards a better one, by so many ticks at most. */
export function approach(ticks: number, better: number, step: number): number {
  const away = signed(better - ticks);
  return modulo(ticks + Math.max(-step, Math.min(step, away)));
}

/** @returns the timestamp, `ticks` later */
export function shiftTimestamp(rtp: number, ticks: number): number {
  return modulo(rtp + ticks);
}

/**
 * Makes timestamps rise. The key frame with which a sink goes up to a better rung may show the moment that it has seen
 * from the rung before, or an earlier one, for its encoder takes longer. A receiver of VP9, whose rungs number their
 * pictures each by itself, took such a key frame for an old one, and froze until it asked for another, 3 s later.
 * @returns passes a timestamp on, as it is or one tick after the last
 */
export function createRisingTimestamps(): (rtp: number) => number {
  let last: number | null = null;
  return (rtp) => {
    last = last === null || signed(rtp - last) > 0 ? rtp : shiftTimestamp(last, 1);
    return last;
  };
}

function earliest(samples: readonly ClockSample[]): number {
  const [first] = samples;
  if (!first) throw new RangeError('a clock without samples');
  const base = constantOf(first);
  return modulo(base + Math.max(...samples.map((sample) => signed(constantOf(sample) - base))));
}

function constantOf({ ms, rtp }: ClockSample): number {
  return rtp - TICKS_PER_MS * ms;
}

function modulo(ticks: number): number {
  return ((ticks % WRAP) + WRAP) % WRAP;
}

/** The shorter way round: -2^31 to 2^31. */
function signed(ticks: number): number {
  const wrapped = modulo(ticks);
  return wrapped >= WRAP / 2 ? wrapped - WRAP : wrapped;
}
