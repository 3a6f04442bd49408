import { isShort, type Waiting } from './backlog.ts';

/** What a Link shows of congestion. Constants: the controller that worked under a shaped link (10 -> 0.7 -> 10 Mbps). */

/** What the viewer told last over the data channel. */
interface ViewerReport {
  /** ms since it came */
  readonly ageMs: number;
  /** Frames a second shown, frames decoded in all and freezes in all: no evidence, for a still page has few frames. */
  readonly fps: number;
  readonly decoded: number;
  readonly freezes: number;
  /** ms, of the data channel */
  readonly rttMs: number | null;
}

/** One tick's measurements of a Link. */
export interface LinkSample {
  /** What waits on the way to a viewer whose picture has stopped; null = it has not, or the viewer does not say */
  readonly waiting?: Waiting | null;
  /** ms, any clock that goes forward */
  readonly at: number;
  /** bit/s, `availableOutgoingBitrate` of the selected pair; null while it is not to be believed (`withSureEstimate`) */
  readonly estimate: number | null;
  /** bit/s, repairs and probes included: for the trace, for it says nothing of what the link could carry */
  readonly sentBitrate: number;
  /** ms, from RTCP */
  readonly rttMs: number | null;
  /** 0 to 1 */
  readonly loss: number | null;
  /** ms that a packet waited in the pacer, mean of the tick */
  readonly pacerMs: number | null;
  /** null as long as the viewer never reported */
  readonly report: ViewerReport | null;
}

const SIGNALS = ['backlog', 'collapse', 'estimate', 'tight', 'silence', 'pacer', 'loss', 'rtt'] as const;

/**
 * `backlog`: the picture stopped, and little of what is sent comes; `collapse`: the estimate is far below what is sent, and still falling; `estimate`: it is below what could make do; `tight`: below what is sent, which a slower encoder would mend.
 */
export type CongestionSignal = (typeof SIGNALS)[number];

/** What has to be remembered of a Link to read its next sample. */
export interface LinkMemory {
  readonly estimateSeen: boolean;
  /** ms, when the last report came; null before the first */
  readonly reportedAt: number | null;
  /** ms, the least round trip of late */
  readonly minRttMs: number | null;
  /** bit/s, of the sample before; null where it had none */
  readonly estimate: number | null;
  /** bit/s, the highest estimate of late */
  readonly peak: number;
}

export interface LinkReading {
  readonly memory: LinkMemory;
  readonly signals: readonly CongestionSignal[];
  /** bit/s that may be believed; null while nothing is known */
  readonly estimate: number | null;
  /** The estimate is on its way down, and says not yet how far. */
  readonly falling: boolean;
  /** It is far below what it was some seconds ago: the link fell, it is not just that the picture takes more. */
  readonly deep: boolean;
}

/** Of the highest estimate of late. */
const DEEP_SHARE = 0.5;
/** Of the peak, what is left of it a tick later. */
const PEAK_DECAY = 0.99;

/** Of the estimate a tick before: on a steady one it swings by 20 % from tick to tick. */
const FALLING_SHARE = 0.75;
const ESTIMATE_SHARE = 0.9;
/** Of what is sent, and of the least that its encoder can be held down to: such an estimate is on its way further down. */
const COLLAPSE_SHARE = 0.6;
const COLLAPSE_LEAST = 1.2;
/** ms; the viewer reports each 250 ms. */
const SILENCE_MS = 700;
/** ms: a link that was gone for so long would have failed; it is the viewer's page that no longer reports. */
const SILENCE_EXPLAINED_MS = 10_000;
const PACER_MS = 150;
const LOSS = 0.1;
const RTT_RISE_MS = 200;
/** ms: the round trip of an older report is none of now. */
const RTT_FRESH_MS = 400;
/** ms that the least round trip rises a tick: after a change of network, 200 ms more are normal within a minute. */
const RTT_FORGET_MS = 1;

export function createLinkMemory(): LinkMemory {
  return { estimateSeen: false, reportedAt: null, minRttMs: null, estimate: null, peak: 0 };
}

/**
 * @param need bit/s that what the viewer is sent takes
 * @param least bit/s that its encoder can be held down to
 */
export function readLink(memory: LinkMemory, sample: LinkSample, need: number, least: number): LinkReading {
  const { at, report } = sample;
  const estimateSeen = memory.estimateSeen || Boolean(sample.estimate);
  const reportedAt = report ? at - report.ageMs : memory.reportedAt;
  const rtt = report && report.ageMs < RTT_FRESH_MS ? report.rttMs : null;
  const minRttMs = leastRtt(memory.minRttMs, rtt, sample.rttMs);
  // It goes missing when the pacer is stuck: none after a valid one is the worst one.
  const told = sample.estimate || (estimateSeen ? 0 : null);
  // Before anything is known of a new link, its first frames come as they may.
  const known = told === null ? null : sample.waiting;
  const backlog = known && isShort(known, need, minRttMs ?? 0) ? known : null;
  // What comes is what the link carries: the estimate has yet to notice.
  const estimate = backlog ? Math.min(told ?? Infinity, backlog.arriving) : told;
  const short = estimate !== null && estimate < ESTIMATE_SHARE * need;
  const seen: Record<CongestionSignal, boolean> = {
    backlog: backlog !== null,
    // One that is missing has to be missed twice.
    collapse:
      !backlog && short && estimate > 0 && estimate < Math.min(COLLAPSE_LEAST * least, COLLAPSE_SHARE * need),
    estimate: short && estimate < least,
    tight: short && estimate >= least,
    silence: isSilent(reportedAt, at),
    pacer: (sample.pacerMs ?? 0) > PACER_MS,
    loss: (sample.loss ?? 0) > LOSS,
    rtt: rtt !== null && minRttMs !== null && rtt > minRttMs + RTT_RISE_MS,
  };
  const signals = SIGNALS.filter((signal) => seen[signal]);
  const falling = estimate !== null && estimate < FALLING_SHARE * (memory.estimate ?? 0);
  const peak = Math.max(told ?? 0, PEAK_DECAY * memory.peak);
  const deep = estimate !== null && estimate < DEEP_SHARE * peak;
  return { memory: { estimateSeen, reportedAt, minRttMs, estimate, peak }, signals, estimate, falling, deep };
}

const HEAVY: ReadonlySet<CongestionSignal> = new Set(['collapse', 'estimate', 'silence']);

/** Acted on at once: two ends have counted. */
const BACKLOG_SCORE = 3;

/**
 * Weight of one tick's signals; consecutive bad ticks that sum up to 3 are congestion. The round trip alone is none: a busy CPU raises
 * it as well. Silence alone counts half: the timers of a hidden tab tick once a second.
 */
export function congestionScore(signals: readonly CongestionSignal[]): number {
  if (signals.includes('backlog')) return BACKLOG_SCORE;
  const [only] = signals;
  if (signals.length === 1 && only !== 'estimate') return only === 'rtt' ? 0 : 1;
  return signals.reduce((sum, signal) => sum + (HEAVY.has(signal) ? 2 : 1), 0);
}

/**
 * Rate of a rung, smoothed over the ticks.
 * @param previous bit/s; null for the first tick of a rung that woke up
 * @param measured bit/s in this tick
 */
export function smoothBitrate(previous: number | null, measured: number): number {
  return previous === null ? measured : 0.7 * previous + 0.3 * measured;
}

/** Only who has reported can fall silent. */
function isSilent(reportedAt: number | null, at: number): boolean {
  if (reportedAt === null) return false;
  return at - reportedAt > SILENCE_MS && at - reportedAt < SILENCE_EXPLAINED_MS;
}

function leastRtt(least: number | null, ...measured: readonly (number | null)[]): number | null {
  const known = measured.filter((rtt) => rtt !== null);
  const all = least === null ? known : [...known, least + RTT_FORGET_MS];
  return all.length > 0 ? Math.min(...all) : null;
}
