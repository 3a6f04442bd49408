/** The sharer's way out is one pipe for all Links: what it carries is found out once, and shared out. */

/** One viewer's Link, as it counts for the way out. */
export interface UplinkSink {
  readonly id: string;
  /** bit/s, `availableOutgoingBitrate`; null while it is not to be believed */
  readonly estimate: number | null;
  /** bit/s that leave for it, sound included */
  readonly sent: number;
  /** bit/s that it would take at most */
  readonly demand: number;
  /** > 0: how much of a shortage's rest it gets, e.g. the px that it shows */
  readonly weight: number;
}

export interface UplinkState {
  /** bit/s that the way out carries; null = no shortage is known */
  readonly capacity: number | null;
  readonly links: ReadonlyMap<string, LinkTrend>;
  /** bit/s that held before the last raise; null = not raised */
  readonly held: number | null;
  /** ms, when `capacity` was raised or lowered last */
  readonly changedAt: number;
  /** The next raise, as a factor: grows with each that goes well. */
  readonly raise: number;
  /** The last raise that was too much; null = none was */
  readonly failed: { readonly capacity: number; readonly held: number; readonly at: number } | null;
}

interface LinkTrend {
  /** bit/s, the highest estimate of late */
  readonly peak: number;
  /** ms of the last fall far below it */
  readonly fellAt: number;
}

export const NO_UPLINK: UplinkState = {
  capacity: null,
  held: null,
  links: new Map(),
  changedAt: 0,
  raise: 1.05,
  failed: null,
};

/** A fall to less than this share of the peak counts. */
const FALL_SHARE = 0.7;
/** Share of the peak that is forgotten a tick: a fall is one within a few seconds. */
const PEAK_DECAY = 0.99;
/** ms within which falls are one event. */
const TOGETHER_MS = 3000;
/** Share of the Links that fall together when they share what is short: two of three may do so by chance. */
const TOGETHER_SHARE = 0.75;
/** Of what held before a raise that failed: estimates that fall together fall too far. */
const KEPT_SHARE = 0.7;
/** The way out is full if so much of what the Links are believed to carry is sent. */
const FULL_SHARE = 0.6;
/** ms without a fall before more is tried. */
const RAISE_AFTER_MS = 3000;
const FIRST_RAISE = 1.05;
const LAST_RAISE = 1.5;
/** A smaller one is not worth a try. */
const LEAST_RAISE = 1.04;
/** ms for which a raise that was too much bounds the next ones. */
const FAILED_MS = 90_000;
/** The estimates must promise so much more than is shared out. */
const PROMISE = 1.1;
/** bit/s: each viewer gets that first, or its part of what is there. */
const LEAST = 200_000;

/** Watches all Links together; to be called once a tick. @param at ms */
export function stepUplink(before: UplinkState, sinks: readonly UplinkSink[], at: number): UplinkState {
  const links = new Map(sinks.map((sink) => [sink.id, trend(before.links.get(sink.id), sink, at)] as const));
  const state = { ...before, links };
  const known = sinks.filter((sink) => sink.estimate !== null);
  if (known.length < 2) return { ...state, capacity: null, held: null };
  const carried = known.reduce((sum, sink) => sum + carries(sink), 0);
  // Each fall counts once: what is sent less because of it tells nothing new.
  const isNews = [...links.values()].some(({ fellAt }) => fellAt === at);
  if (isNews && fellTogether(links, known.length, at) && isFull(known)) {
    const capacity = Math.max(
      Math.min(before.capacity ?? Infinity, carried),
      KEPT_SHARE * (before.held ?? 0),
    );
    const { held, capacity: tried } = before;
    const failed = held !== null && tried !== null ? { capacity: tried, held, at } : before.failed;
    return { ...state, capacity, held: null, changedAt: at, raise: FIRST_RAISE, failed };
  }
  return raised(state, known, at);
}

/** bit/s for each viewer, by need first and weight then; together never more than `capacity`. */
export function shareUplink(
  capacity: number,
  sinks: readonly Pick<UplinkSink, 'id' | 'demand' | 'weight'>[],
): ReadonlyMap<string, number> {
  const heaviest = Math.max(...sinks.map(({ weight }) => weight), Number.MIN_VALUE);
  const shareAt = (level: number) => (sink: Pick<UplinkSink, 'demand' | 'weight'>) =>
    Math.min(sink.demand, Math.min(level, LEAST) + (sink.weight / heaviest) * Math.max(0, level - LEAST));
  const sumAt = (level: number) => sinks.map(shareAt(level)).reduce((sum, share) => sum + share, 0);
  // The level to which the pipe fills: every share grows with it, so it is found by halving.
  let [low, high] = [
    0,
    LEAST + Math.max(...sinks.map(({ demand, weight }) => (demand * heaviest) / weight), 0),
  ];
  if (sumAt(high) <= capacity) low = high;
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (sumAt(middle) <= capacity) low = middle;
    else high = middle;
  }
  return new Map(sinks.map((sink) => [sink.id, shareAt(low)(sink)]));
}

/** Enough for a bit of any pipe. */
const HALVINGS = 80;

function trend(before: LinkTrend | undefined, { estimate }: UplinkSink, at: number): LinkTrend {
  if (estimate === null) return before ?? { peak: 0, fellAt: Number.NEGATIVE_INFINITY };
  const peak = Math.max(estimate, (before?.peak ?? 0) * PEAK_DECAY);
  const fell = estimate < FALL_SHARE * peak;
  // It counts once: what stays low has not fallen again.
  return fell ? { peak: estimate, fellAt: at } : { peak, fellAt: before?.fellAt ?? Number.NEGATIVE_INFINITY };
}

function fellTogether(links: ReadonlyMap<string, LinkTrend>, known: number, at: number): boolean {
  const fallen = [...links.values()].filter(({ fellAt }) => at - fellAt < TOGETHER_MS).length;
  return fallen >= Math.max(2, Math.ceil(TOGETHER_SHARE * known));
}

function isFull(sinks: readonly UplinkSink[]): boolean {
  const sent = sinks.reduce((sum, sink) => sum + sink.sent, 0);
  return sent >= FULL_SHARE * sinks.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0);
}

/** What surely gets through: an estimate that nothing has tried is no more than a hope. */
function carries({ estimate, sent }: UplinkSink): number {
  return Math.min(estimate ?? sent, Math.max(sent, LEAST));
}

/** A third of the way from what held to what was too much of late: everybody's picture pays for a try that fails. */
function ceiling({ failed }: UplinkState, at: number): number {
  if (failed === null || at - failed.at >= FAILED_MS) return Infinity;
  return failed.held + (failed.capacity - failed.held) / 3;
}

/** Little by little, and faster as it goes well, until nobody is short. */
function raised(state: UplinkState, sinks: readonly UplinkSink[], at: number): UplinkState {
  const { capacity, changedAt, raise } = state;
  if (capacity === null) return state;
  const demand = sinks.reduce((sum, sink) => sum + sink.demand, 0);
  if (capacity >= demand) return { ...state, capacity: null, held: null };
  const promised = sinks.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0);
  if (at - changedAt < RAISE_AFTER_MS || promised < PROMISE * capacity) return state;
  const raised = Math.min(capacity * raise, ceiling(state, at));
  if (raised < LEAST_RAISE * capacity) return state;
  const next = Math.min(LAST_RAISE, 1 + 2 * (raise - 1));
  return { ...state, capacity: raised, held: capacity, changedAt: at, raise: next };
}
