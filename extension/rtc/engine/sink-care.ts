import { createLadder, stepLadder, type LadderState } from '../../core/ladder.ts';
import type { ContentHint } from '../../core/presets.ts';
import {
  drainingBitrate,
  readSinkTotals,
  sinkSample,
  type SinkSample,
  type SinkTotals,
} from '../../core/sink-sample.ts';
import { lastProgress, stuckMs, type Progress } from '../../core/stuck.ts';
import type { LatestReport } from '../reporter.ts';
import { statsEntries } from '../stats-entries.ts';
import type { SinkCounts } from './fan-out-messages.ts';
import type { RungSources } from './rung-sources.ts';
import type { Sink } from './sink.ts';

/** Watches one sink's link, and has its Ladder say which rung suits it. */
export interface SinkCare {
  readonly sink: Sink;
  /** The rung that suits the link. */
  readonly rung: number;
  /** On the way down: what is in the link's queue must drain first. */
  readonly falling: boolean;
  /** bit/s that the link carries beside what still waits for it; null while that is not known, or not yet to be believed */
  readonly estimate: number | null;
  /** ms for which the viewer decoded nothing of a rung; null = not stuck, or not known */
  readonly stuckMs: number | null;
  /** Reads the link's statistics. @param at ms */
  measure(counts: SinkCounts | undefined, at: number): Promise<void>;
  /** Moves by what was measured; asks for a key frame where the viewer lost the picture. */
  climb(sources: RungSources, hint: ContentHint, at: number): void;
}

/** ms after which a report says nothing of now. */
const REPORT_FRESH_MS = 1500;

/** ms that a new connection's estimate needs to mean something. */
const ESTIMATE_UNSURE_MS = 3000;

/** ms after a bad tick in which packets may still wait. */
const CONGESTED_MS = 1000;

export function createSinkCare(sink: Sink, latest: () => LatestReport | null): SinkCare {
  let ladder: LadderState | null = null;
  let connectedAt: number | null = null;
  let totals: SinkTotals | null = null;
  let sample: SinkSample | null = null;
  let since: Progress | null = null;
  let stuck: number | null = null;
  let falling = false;

  function watchProgress(counts: SinkCounts | undefined, at: number): void {
    const report = latest();
    const decoded = report && report.ageMs < REPORT_FRESH_MS ? report.report.decoded : null;
    const congested = ladder !== null && at - ladder.badAt < CONGESTED_MS;
    const now = { at, input: counts?.input ?? null, written: counts?.frames ?? 0, decoded, congested };
    since = lastProgress(since, now);
    stuck = stuckMs(since, now);
  }

  function report() {
    const last = latest();
    if (!last) return null;
    const { fps, decoded, freezes } = last.report;
    return { ageMs: last.ageMs, fps, decoded, freezes, rttMs: last.roundTripMs };
  }

  return {
    sink,
    get rung() {
      return ladder?.rung ?? 0;
    },
    get falling() {
      return falling;
    },
    get estimate() {
      const sure = connectedAt !== null && performance.now() - connectedAt > ESTIMATE_UNSURE_MS;
      return sure && sample ? drainingBitrate(sample) : null;
    },
    get stuckMs() {
      return stuck;
    },
    async measure(counts, at) {
      if (!sink.connected) return;
      connectedAt ??= at;
      watchProgress(counts, at);
      const now = readSinkTotals(statsEntries(await sink.getStats()), at);
      sample = sinkSample(totals, now);
      totals = now;
    },
    climb(sources, hint, at) {
      const { source } = sink;
      // Who comes back from an encoder of its own comes back to the rung that suited its link.
      if (!sample || !source || !sink.connected) return;
      if (sample.plis > 0) sources.lost(source.id, sink.id);
      ladder ??= createLadder(at);
      const context = { rungs: sources.rungs, current: ladder.rung, layers: true, hint };
      const measured = { ...sample, report: report() };
      const { state, decision } = stepLadder(ladder, measured, context);
      globalThis.portholeTrace?.({ sink: sink.id, sample: measured, context, decision });
      falling = decision !== null && decision.rung > ladder.rung;
      if (decision && decision.temporal !== ladder.temporal) sink.setLayers(decision.temporal);
      ladder = state;
    },
  };
}
