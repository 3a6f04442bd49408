import {
  isShort,
  lookAtBacklog,
  NO_BACKLOG,
  waitingOf,
  type Backlog,
  type Waiting,
} from '../../core/backlog.ts';
import { smoothBitrate } from '../../core/congestion.ts';
import { withSureEstimate } from '../../core/estimate.ts';
import { readSinkTotals, sinkSample, type SinkSample, type SinkTotals } from '../../core/sink-sample.ts';
import { cryingMs, hearCries, lastProgress, stuckMs, type Cries, type Progress } from '../../core/stuck.ts';
import type { LatestReport } from '../reporter.ts';
import { statsEntries } from '../stats-entries.ts';
import type { SinkCounts } from './fan-out-messages.ts';
import type { Sink } from './sink.ts';

/** Reads what one sink's connection tells. */
export interface SinkMeter {
  /** null before the first reading */
  readonly sample: SinkSample | null;
  /** bit/s of the picture, smoothed; null before the first reading */
  readonly sent: number | null;
  /** frames a second that were written to it of late; null where they are not counted */
  readonly sentFps: number | null;
  /** ms for which the viewer decoded nothing of a rung; null = not stuck, or not known */
  readonly stuckMs: number | null;
  /** @param at ms @param congested what was written is still on its way */
  measure(counts: SinkCounts | undefined, at: number, congested: boolean): Promise<void>;
  /**
   * Between two readings: what the connection tells since the last one, at the word of a viewer whose picture stopped.
   * @param at ms @returns whether much waits on the way; then `sample` is of now
   */
  glance(at: number): Promise<boolean>;
}

/** ms after which a report says nothing of now. */
const REPORT_FRESH_MS = 1500;

export function createSinkMeter(sink: Sink, latest: () => LatestReport | null): SinkMeter {
  let connectedAt: number | null = null;
  let totals: SinkTotals | null = null;
  let sample: SinkSample | null = null;
  let sent: number | null = null;
  let since: Progress | null = null;
  let cries: Cries | null = null;
  let stuck: number | null = null;
  let written: { readonly at: number; readonly frames: number } | null = null;
  let sentFps: number | null = null;
  let backlog: Backlog = NO_BACKLOG;

  function watchProgress(counts: SinkCounts | undefined, at: number, congested: boolean): void {
    const report = latest();
    const decoded = report && report.ageMs < REPORT_FRESH_MS ? report.report.decoded : null;
    const now = { at, input: counts?.input ?? null, written: counts?.frames ?? 0, decoded, congested };
    since = lastProgress(since, now);
    stuck = stuckMs(since, now);
    if (decoded !== null || !totals) return;
    const moment = { ...now, plis: totals.plis };
    cries = hearCries(cries, moment);
    stuck = cryingMs(cries, moment);
  }

  function watchFrames(counts: SinkCounts | undefined, at: number): void {
    const fps =
      written && counts ? ((counts.frames - written.frames) * 1000) / Math.max(1, at - written.at) : null;
    // An own encoder's frames may go past the worker: then none are counted.
    sentFps = fps === null || fps === 0 ? null : 0.7 * (sentFps ?? fps) + 0.3 * fps;
    written = counts ? { at, frames: counts.frames } : null;
  }

  async function read(at: number): Promise<SinkTotals> {
    return readSinkTotals(totals, statsEntries(await sink.getStats()), at);
  }

  /** @returns what waits, if the viewer's picture has stopped */
  function look(now: SinkTotals): { readonly backlog: Backlog; readonly waiting: Waiting | null } {
    const report = latest();
    const received = report?.report.received ?? null;
    const seen = lookAtBacklog(backlog, {
      at: now.at,
      sent: now.bytes,
      report: report && received !== null ? { at: report.at, bytes: received } : null,
    });
    const isStopped = report !== null && report.ageMs < REPORT_FRESH_MS && report.report.stopped;
    return { backlog: seen, waiting: isStopped ? waitingOf(seen) : null };
  }

  function sampleOf(now: SinkTotals, since: number): SinkSample {
    const seen = look(now);
    ({ backlog } = seen);
    return withSureEstimate({ ...sinkSample(totals, now), waiting: seen.waiting }, since);
  }

  return {
    get sentFps() {
      return sentFps;
    },
    get sample() {
      return sample;
    },
    get sent() {
      return sent;
    },
    get stuckMs() {
      return stuck;
    },
    async measure(counts, at, congested) {
      if (!sink.connected) return;
      connectedAt ??= at;
      watchProgress(counts, at, congested);
      watchFrames(counts, at);
      const now = await read(at);
      sample = sampleOf(now, connectedAt);
      sent = smoothBitrate(sent, sample.sentBitrate);
      totals = now;
      if (now.estimate !== null && now.estimate > 0) sink.setEstimate(now.estimate);
      // A viewer's browser would wait 3 s for what got lost before it asks for a key frame itself.
      if (sample.returned) sink.requestKey();
    },
    async glance(at) {
      if (!sink.connected || connectedAt === null) return false;
      const now = await read(at);
      // Meanwhile it may have been measured: then all is known.
      if (at <= (totals?.at ?? at)) return false;
      const seen = sampleOf(now, connectedAt);
      if (!seen.waiting || !isShort(seen.waiting)) return false;
      sample = seen;
      return true;
    },
  };
}
