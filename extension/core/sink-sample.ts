import type { LinkSample } from './congestion.ts';
import { pairInUse, type StatsEntry } from './stats.ts';

/** Totals of one sink's connection, as its statistics tell them. */
export interface SinkTotals {
  /** ms, any clock that goes forward */
  readonly at: number;
  readonly bytes: number;
  readonly packets: number;
  /** ms that all packets together waited in the pacer */
  readonly pacedMs: number;
  /** times that the viewer said it lost the picture */
  readonly plis: number;
  /** bit/s; null while unknown */
  readonly estimate: number | null;
  /** ms; null before the first report */
  readonly rttMs: number | null;
  /** 0 to 1; null before the first report */
  readonly loss: number | null;
}

/** What happened between two readings. */
export interface SinkSample extends Omit<LinkSample, 'report'> {
  /** times that the viewer said it lost the picture */
  readonly plis: number;
}

/** @param at ms */
export function readSinkTotals(entries: readonly StatsEntry[], at: number): SinkTotals {
  const video = entries.find((entry) => entry.type === 'outbound-rtp' && entry['kind'] === 'video');
  const remote = entries.find(
    (entry) => entry.type === 'remote-inbound-rtp' && entry['localId'] === video?.id,
  );
  const pair = pairInUse(entries);
  const rtt = known(remote?.['roundTripTime']) ?? known(pair?.['currentRoundTripTime']);
  return {
    at,
    bytes: known(video?.['bytesSent']) ?? 0,
    packets: known(video?.['packetsSent']) ?? 0,
    pacedMs: (known(video?.['totalPacketSendDelay']) ?? 0) * 1000,
    plis: known(video?.['pliCount']) ?? 0,
    estimate: known(pair?.['availableOutgoingBitrate']),
    rttMs: rtt === null ? null : rtt * 1000,
    loss: known(remote?.['fractionLost']),
  };
}

export function sinkSample(before: SinkTotals | null, now: SinkTotals): SinkSample {
  const { at, estimate, rttMs, loss } = now;
  const seconds = before ? (at - before.at) / 1000 : 0;
  const packets = before ? now.packets - before.packets : 0;
  return {
    at,
    estimate,
    rttMs,
    loss,
    sentBitrate: before && seconds > 0 ? Math.max(0, ((now.bytes - before.bytes) * 8) / seconds) : 0,
    pacerMs: before && packets > 0 ? Math.max(0, now.pacedMs - before.pacedMs) / packets : null,
    plis: before ? Math.max(0, now.plis - before.plis) : 0,
  };
}

/**
 * What an encoder may be told at most: less than the estimate, as long as packets wait.
 * @returns bit/s with which the queue is gone within a second, but no less than half; null while the estimate is unknown
 */
export function drainingBitrate({
  estimate,
  pacerMs,
}: Pick<SinkSample, 'estimate' | 'pacerMs'>): number | null {
  return estimate === null ? null : estimate * (1 - Math.min(0.5, (pacerMs ?? 0) / 1000));
}

function known(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
