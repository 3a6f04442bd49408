import type { LinkSample } from './congestion.ts';
import { pairInUse, type StatsEntry } from './stats.ts';

/** Totals of one sink's connection, as its statistics tell them. */
export interface SinkTotals {
  /** ms, any clock that goes forward */
  readonly at: number;
  readonly bytes: number;
  /** of the sound, headers included */
  readonly soundBytes: number;
  readonly packets: number;
  /** ms that all packets together waited in the pacer */
  readonly pacedMs: number;
  /** times that the viewer said it lost the picture */
  readonly plis: number;
  /** packets that came from the viewer: reports and feedback */
  readonly heard: number;
  /** ms, when the last of them came */
  readonly heardAt: number;
  /** bit/s for picture and sound; null while unknown */
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
  /** bit/s */
  readonly soundBitrate: number;
  /** The viewer is heard again after a silence in which all that was sent got lost. */
  readonly returned: boolean;
}

/** ms without a word from the viewer: its browser sends feedback several times a second while a picture comes. */
const SILENCE_MS = 1000;

/** @param before the reading before, null for a first one @param at ms */
export function readSinkTotals(
  before: SinkTotals | null,
  entries: readonly StatsEntry[],
  at: number,
): SinkTotals {
  const video = entries.find((entry) => entry.type === 'outbound-rtp' && entry['kind'] === 'video');
  const sound = entries.find((entry) => entry.type === 'outbound-rtp' && entry['kind'] === 'audio');
  const remote = entries.find(
    (entry) => entry.type === 'remote-inbound-rtp' && entry['localId'] === video?.id,
  );
  const pair = pairInUse(entries);
  const heard = known(entries.find((entry) => entry.type === 'transport')?.['packetsReceived']) ?? 0;
  const rtt = known(remote?.['roundTripTime']) ?? known(pair?.['currentRoundTripTime']);
  return {
    at,
    bytes: known(video?.['bytesSent']) ?? 0,
    soundBytes: (known(sound?.['bytesSent']) ?? 0) + (known(sound?.['headerBytesSent']) ?? 0),
    packets: known(video?.['packetsSent']) ?? 0,
    pacedMs: (known(video?.['totalPacketSendDelay']) ?? 0) * 1000,
    plis: known(video?.['pliCount']) ?? 0,
    heard,
    heardAt: before?.heard === heard ? before.heardAt : at,
    estimate: known(pair?.['availableOutgoingBitrate']),
    rttMs: rtt === null ? null : rtt * 1000,
    loss: known(remote?.['fractionLost']),
  };
}

/** The sound goes first: what it takes is no part of the estimate that the picture goes by. */
export function sinkSample(before: SinkTotals | null, now: SinkTotals): SinkSample {
  const { at, rttMs, loss } = now;
  const seconds = before ? (at - before.at) / 1000 : 0;
  const packets = before ? now.packets - before.packets : 0;
  const rate = (from: number, to: number) => (seconds > 0 ? Math.max(0, ((to - from) * 8) / seconds) : 0);
  const soundBitrate = before ? rate(before.soundBytes, now.soundBytes) : 0;
  return {
    at,
    estimate: now.estimate === null ? null : Math.max(0, now.estimate - soundBitrate),
    rttMs,
    loss,
    soundBitrate,
    sentBitrate: before ? rate(before.bytes, now.bytes) : 0,
    pacerMs: before && packets > 0 ? Math.max(0, now.pacedMs - before.pacedMs) / packets : null,
    plis: before ? Math.max(0, now.plis - before.plis) : 0,
    returned: before !== null && now.heard !== before.heard && at - before.heardAt > SILENCE_MS,
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
