/** Whether the sharer's computer keeps up with encoding: told from a bad link, and answered by fewer frames for all. */

/** One encoder's last second. */
export interface EncoderLoad {
  /** ms to encode a frame, mean; null while it encoded none */
  readonly encodeMs: number | null;
  /** frames a second that left it */
  readonly fps: number;
  /** frames a second that came from the capture */
  readonly sourceFps: number;
  /** frames a second that it was told */
  readonly maxFps: number;
}

export interface MachineSample {
  /** ms */
  readonly at: number;
  readonly encoders: readonly EncoderLoad[];
  /** ms that a timer came late, the worst since the last sample */
  readonly lagMs: number;
}

export interface MachineState {
  /** frames a second that it manages; null = as many as are wanted */
  readonly maxFps: number | null;
  /** samples in a row that were too much */
  readonly strained: number;
  /** ms since when there would be room for more frames; null = there is not */
  readonly easySince: number | null;
  /** ms, of the last change */
  readonly changedAt: number;
  /** ms that it has to be easy before more is tried; doubles when that fails */
  readonly patienceMs: number;
}

const STEPS = [60, 30, 20, 15] as const;

/** Share of the time between two frames that their encoding may take: the rest is for capture, sending and chance. */
const STRAINED = 0.9;
/** The same, when frames are missing or timers late as well: alone either may have other causes. */
const STRAINED_WITH_LOSS = 0.6;
const MISSING = 0.75;
const LATE_MS = 150;
/** Of the time between frames at the next higher rate. */
const EASY = 0.55;
/** samples, one a second */
const STRAINED_SAMPLES = 3;
const FIRST_PATIENCE_MS = 10_000;
const LAST_PATIENCE_MS = 120_000;
/** ms within which a step up has failed. */
const FAILED_MS = 10_000;

export const CALM: MachineState = {
  maxFps: null,
  strained: 0,
  easySince: null,
  changedAt: 0,
  patienceMs: FIRST_PATIENCE_MS,
};

/** To be called about once a second while something is encoded. */
export function stepMachine(before: MachineState, sample: MachineSample): MachineState {
  const { at } = sample;
  const wanted = Math.max(0, ...sample.encoders.map(({ maxFps }) => maxFps));
  const strained = isStrained(sample) ? before.strained + 1 : 0;
  if (strained >= STRAINED_SAMPLES) return lowered(before, wanted, at);
  const next =
    before.maxFps === null
      ? null
      : (STEPS[STEPS.findIndex((fps) => fps <= (before.maxFps ?? 0)) - 1] ?? null);
  if (next === null) return { ...before, strained };
  const easySince = loadAt(sample, next) < EASY && strained === 0 ? (before.easySince ?? at) : null;
  if (easySince === null || at - easySince < before.patienceMs) return { ...before, strained, easySince };
  // Back at the most that is wanted, nothing holds it any more.
  const maxFps = next >= Math.max(...STEPS) ? null : next;
  return { ...before, maxFps, strained, easySince: null, changedAt: at };
}

function isStrained(sample: MachineSample): boolean {
  return sample.encoders.some((encoder) => {
    const { encodeMs, fps, sourceFps, maxFps } = encoder;
    if (encodeMs === null) return false;
    const load = (encodeMs * maxFps) / 1000;
    const suspicious = fps < MISSING * Math.min(sourceFps, maxFps) || sample.lagMs > LATE_MS;
    return load > STRAINED || (suspicious && load > STRAINED_WITH_LOSS);
  });
}

/** Share of the time between two frames that encoding would take at another rate, of the slowest encoder. */
function loadAt({ encoders }: MachineSample, fps: number): number {
  return Math.max(0, ...encoders.map(({ encodeMs }) => ((encodeMs ?? 0) * fps) / 1000));
}

function lowered(before: MachineState, wanted: number, at: number): MachineState {
  const from = Math.min(before.maxFps ?? wanted, wanted);
  const maxFps = STEPS.find((fps) => fps < from) ?? before.maxFps;
  const failed = before.maxFps !== maxFps && before.changedAt > 0 && at - before.changedAt < FAILED_MS;
  const patienceMs = failed ? Math.min(LAST_PATIENCE_MS, 2 * before.patienceMs) : before.patienceMs;
  return { maxFps, strained: 0, easySince: null, changedAt: at, patienceMs };
}
