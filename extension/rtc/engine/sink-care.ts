import type { LinkSample } from '../../core/congestion.ts';
import { ALL_LAYERS, wholeBitrate, type MeasuredRung } from '../../core/ladder-places.ts';
import { createLadder, isTrying, stepLadder, type LadderState } from '../../core/ladder.ts';
import type { Limits } from '../../core/limits.ts';
import { ownRungs } from '../../core/own-settings.ts';
import type { ContentHint } from '../../core/presets.ts';
import type { Rung, TemporalLayer } from '../../core/rungs.ts';
import { shownOf, type Sending, type Shown } from '../../core/shown.ts';
import { drainingBitrate, type SinkSample } from '../../core/sink-sample.ts';
import type { Demand } from '../../core/wish.ts';
import type { LatestReport } from '../reporter.ts';
import type { SinkCounts } from './fan-out-messages.ts';
import type { RungSources } from './rung-sources.ts';
import { createDrain } from './drain.ts';
import { createNudge } from './nudge.ts';
import { createOwnHold } from './own-hold.ts';
import { createSinkLimits } from './sink-limits.ts';
import { createSinkMeter, type SinkMeter } from './sink-meter.ts';
import type { Sink } from './sink.ts';

/** Watches one sink's link, and has its Ladder say which rung suits it. */
export interface SinkCare {
  readonly sink: Sink;
  /** The rung that suits the link and the viewer. */
  readonly rung: number;
  /** On the way down: what is in the link's queue must drain first. */
  readonly falling: boolean;
  /**
   * bit/s of a rung whose layers, as far as it gets them, the link carries beside what still waits for it; null while
   * that is not known, or not yet to be believed
   */
  readonly estimate: number | null;
  /** bit/s, as the browser has it; null as above */
  readonly linkEstimate: number | null;
  /** The most that the viewer is to get. */
  readonly wanted: Limits;
  /** bit/s of the picture that leave for it */
  readonly sent: number;
  /** What is written to it, and whether it helps. */
  readonly meter: Pick<SinkMeter, 'sample' | 'sentFps' | 'stuckMs'>;
  /** What the viewer asks for, by its last report. */
  readonly demand: Demand;
  /** What the viewer is sent, and why no more; null before that is decided. */
  readonly shown: Shown | null;
  /** Reads the link's statistics. @param at ms */
  measure(counts: SinkCounts | undefined, at: number): Promise<void>;
  /** Moves by what was measured; asks for a key frame where the viewer lost the picture. */
  climb(world: World): void;
  /** Looks at once, at the word of the viewer that its picture stopped. @param at ms @returns whether it moved */
  hurry(at: number): Promise<boolean>;
}

/** What a Ladder has to know beside its own link. */
interface World {
  /** ms */
  readonly at: number;
  /** Encoders that viewers share; null while there are none. */
  readonly sources: RungSources | null;
  readonly rungs: readonly Rung[];
  readonly hint: ContentHint;
  /** bit/s of the sharer's way out for this Link; null = as much as it carries */
  readonly budget: number | null;
  /** All viewers have about the same. */
  readonly together: boolean;
  /** Most pictures stopped at once: that is no matter of a single link. */
  readonly crowd: boolean;
  /** frames a second that this computer manages; null = all */
  readonly maxFps: number | null;
  /** Its own encoder is there so that it holds nobody down: it is told what the link carries, as a rung's is. */
  readonly outlier: boolean;
  /** It is moved by its link; false = by what it needs alone. */
  readonly ladders: boolean;
}

/** ms after a bad tick in which packets may still wait. */
const CONGESTED_MS = 1000;

export function createSinkCare(sink: Sink, latest: () => LatestReport | null): SinkCare {
  const meter = createSinkMeter(sink, latest);
  const nudge = createNudge(sink);
  const drain = createDrain(sink);
  const limits = createSinkLimits(latest);
  const holdOwn = createOwnHold(sink);
  let ladder: LadderState | null = null;
  let falling = false;
  /** What the sink was told last. */
  let layers: TemporalLayer = ALL_LAYERS;
  let shown: Shown | null = null;
  /** As it was when it moved last. */
  let known: World | null = null;

  function isCongested(at: number): boolean {
    return ladder !== null && at - ladder.badAt < CONGESTED_MS;
  }

  const estimate = () => meter.sample?.estimate ?? null;
  const rungsNow = (world: World, current: number) => measuredRungs(sink, world, current, estimate());

  function carriedBitrate(): number | null {
    const carried = meter.sample && drainingBitrate(meter.sample);
    const budget = known?.budget ?? null;
    return carried === null || budget === null ? carried : Math.min(carried, budget);
  }

  /** Has its Ladder make one step. */
  function step(world: World, measured: SinkSample): LadderState {
    const before = ladder ?? createLadder(world.at);
    const context = {
      rungs: rungsNow(world, before.rung),
      current: before.rung,
      layers: hasLayers(sink, world),
      hint: limits.hint(world.hint),
      limits: limits.now,
      budget: world.budget,
      together: world.together,
    };
    const seen = { ...measured, ...(world.crowd && { waiting: null }), report: reportOf(latest()) };
    const { state, decision } = stepLadder(before, seen, context);
    globalThis.portholeTrace?.({ sink: sink.id, sample: seen, context, decision });
    falling = decision !== null && decision.rung > before.rung && decision.reason !== 'limits';
    drain(falling, measured, world.at);
    if (state.temporal !== layers) sink.setLayers((layers = state.temporal));
    return state;
  }

  function climb(world: World): void {
    const { sample } = meter;
    known = world;
    if (!sample || !sink.connected || !sink.sending) return;
    const { sources, rungs, at, hint, budget } = world;
    const { sentFps } = meter;
    limits.look({ at, rungs, layers: hasLayers(sink, world), hint, sentFps, congested: isCongested(at) });
    const { now, demand } = limits;
    sink.setPaused(now.paused);
    if ((sample.plis > 0 || sample.returned) && sink.source && !now.paused)
      sources?.lost(sink.source.id, sink.id);
    if (!world.ladders) ladder = { ...createLadder(at), rung: now.top };
    // What is sent to nobody says nothing of the link.
    else if (!now.paused || !ladder) ladder = step(world, sample);
    // Where the way out is known to be short, all that one finds is taken from the others.
    if (!now.paused && budget === null) nudge(ladder, now, at);
    const rung = rungs[ladder.rung];
    const maxFps = [world.maxFps, demand.wish.maxFps];
    if (rung) holdOwn({ rung, maxFps, carried: carriedBitrate(), budget, outlier: world.outlier });
    shown = describe(world, ladder, {
      rung: rungsNow(world, ladder.rung)[ladder.rung],
      limits: now,
      estimate: sample.estimate,
    });
  }

  return {
    sink,
    meter,
    get rung() {
      return ladder?.rung ?? 0;
    },
    get falling() {
      return falling;
    },
    get estimate() {
      const carried = carriedBitrate();
      return carried === null ? null : wholeBitrate(carried, layers);
    },
    get linkEstimate() {
      return estimate();
    },
    get wanted() {
      return limits.now;
    },
    get sent() {
      return meter.sent ?? 0;
    },
    get demand() {
      return limits.demand;
    },
    get shown() {
      return shown;
    },
    measure: (counts, at) => meter.measure(counts, at, isCongested(at)),
    climb,
    async hurry(at) {
      if (!known?.ladders || limits.now.paused || !(await meter.glance(at))) return false;
      climb({ ...known, at, crowd: false });
      return true;
    },
  };
}

/** The rungs as this sink has them: shared ones, or those of its own encoder. @param estimate bit/s */
function measuredRungs(
  sink: Sink,
  { sources, rungs }: World,
  current: number,
  estimate: number | null,
): readonly MeasuredRung[] {
  return sink.source && sources ? sources.rungs : ownRungs(rungs, current, estimate);
}

function hasLayers(sink: Sink, { sources }: World): boolean {
  return sources?.layered(sink.source) ?? false;
}

function describe(
  { at, maxFps }: World,
  state: LadderState,
  seen: Pick<Sending, 'limits' | 'estimate'> & { readonly rung: MeasuredRung | undefined },
): Shown | null {
  const { rung, limits, estimate } = seen;
  if (!rung) return null;
  const { rung: index, temporal, heldBy } = state;
  const place = { rung: index, temporal };
  const trying = isTrying(state, at);
  return shownOf({ rung, place, heldBy, trying, limits, maxFps, bitrate: rung.bitrate, estimate });
}

function reportOf(last: LatestReport | null): LinkSample['report'] {
  if (!last) return null;
  const { fps, decoded, freezes } = last.report;
  return { ageMs: last.ageMs, fps, decoded, freezes, rttMs: last.roundTripMs };
}
