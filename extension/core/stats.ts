import { journeyBetween, readStream, type Journey, type StreamTotals } from './journey.ts';
import type { MediaPath, MediaStats } from './snapshot.ts';

/** One entry of an RTCStatsReport, as far as it is read. */
export interface StatsEntry {
  readonly id: string;
  readonly type: string;
  readonly [member: string]: unknown;
}

export type Direction = 'send' | 'receive';

/** What is kept of one report, to be compared with the next. */
export interface StatsSample {
  /** ms, any clock that goes forward */
  readonly at: number;
  readonly bytes: number;
  readonly frames: number;
  readonly packets: number;
  readonly lost: number;
  readonly view: Pick<MediaStats, 'width' | 'height' | 'rttMs' | 'codec' | 'audio' | 'path' | 'ipv6'>;
  /** Share of packets lost as the other side reports it; null where that is not told. */
  readonly remoteLoss: number | null;
  readonly direction: Direction;
  readonly stream: StreamTotals;
}

/**
 * Boils one report down.
 * @param at ms
 * @returns null when no media goes that way
 */
export function sampleStats(
  entries: readonly StatsEntry[],
  direction: Direction,
  at: number,
): StatsSample | null {
  const rtpType = direction === 'send' ? 'outbound-rtp' : 'inbound-rtp';
  const rtp = entries.filter((entry) => entry.type === rtpType && entry['active'] !== false);
  const video = rtp.find((entry) => entry['kind'] === 'video' && bytesOf(entry, direction) > 0);
  const audio = rtp.find((entry) => entry['kind'] === 'audio' && bytesOf(entry, direction) > 0);
  if (!video && !audio) return null;
  const codec = entries.find((entry) => entry.id === video?.['codecId']);
  const remote = entries.find(
    (entry) => entry.type === 'remote-inbound-rtp' && entry['localId'] === video?.id,
  );
  const source = entries.find((entry) => entry.type === 'media-source' && entry['kind'] === 'video');
  return {
    at,
    direction,
    stream: readStream(video, direction === 'send' ? source : undefined),
    bytes: bytesOf(video, direction) + bytesOf(audio, direction),
    frames: num(video?.[direction === 'send' ? 'framesSent' : 'framesDecoded']),
    packets: num(video?.['packetsReceived']),
    lost: num(video?.['packetsLost']),
    remoteLoss: typeof remote?.['fractionLost'] === 'number' ? remote['fractionLost'] : null,
    view: {
      width: num(video?.['frameWidth']),
      height: num(video?.['frameHeight']),
      rttMs: roundTrip(entries),
      codec: typeof codec?.['mimeType'] === 'string' ? codec['mimeType'].replace(/^video\//, '') : '',
      audio: audio !== undefined,
      path: pathOf(entries),
      ipv6: isIpv6(entries),
    },
  };
}

/** Rates between two samples; a first sample alone gives sizes and zero rates. */
export function statsBetween(before: StatsSample | null, now: StatsSample): MediaStats {
  const seconds = before ? Math.max(0, now.at - before.at) / 1000 : 0;
  const journey = journeyBetween(before?.stream ?? null, now.stream, seconds, now.direction);
  if (!before || seconds === 0) return { ...now.view, fps: 0, kbps: 0, loss: now.remoteLoss, journey };
  const packets = now.packets - before.packets;
  const lost = Math.max(0, now.lost - before.lost);
  const received = packets + lost > 0 ? lost / (packets + lost) : null;
  return {
    ...now.view,
    fps: rate(now.frames - before.frames, seconds),
    kbps: rate(((now.bytes - before.bytes) * 8) / 1000, seconds),
    loss: now.remoteLoss ?? received,
    journey,
  };
}

/** A picture whose frames another encoder makes: the statistics of the connection that carries it tell of a dummy. */
export interface SharedPicture
  extends
    Pick<MediaStats, 'width' | 'height'>,
    Pick<Journey, 'capturedFps' | 'sentFps' | 'encodeMs' | 'hardwareEncoder'> {
  /** frames a second that its encoder makes */
  readonly fps: number;
}

/**
 * The picture as another source knows it, in place of what its own statistics say: an `outbound-rtp` that carries the
 * frames of another encoder tells bytes truly, but size and frame rate of the dummy it was made for.
 * @param picture null leaves all as it is
 */
export function withPicture(stats: MediaStats, picture: SharedPicture | null): MediaStats {
  if (!picture) return stats;
  const { width, height, fps: made, ...known } = picture;
  const journey = {
    ...stats.journey,
    ...known,
    encodedFps: tenth(made),
    sentFps: tenth(known.sentFps ?? made),
  };
  return { ...stats, width, height, fps: made, journey };
}

/** A counter starts again from nought when its sender is made anew: no negative rates. */
function rate(difference: number, seconds: number): number {
  return Math.max(0, tenth(difference / seconds));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The candidate pair in use; any other nominated pair can be stale. */
export function pairInUse(entries: readonly StatsEntry[]): StatsEntry | undefined {
  const transport = entries.find((entry) => entry.type === 'transport' && entry['selectedCandidatePairId']);
  const selected = transport?.['selectedCandidatePairId'];
  // Firefox has no transport entry, but marks the pair itself.
  return entries.find((entry) =>
    selected === undefined
      ? entry.type === 'candidate-pair' && entry['selected'] === true
      : entry.id === selected,
  );
}

function pathOf(entries: readonly StatsEntry[]): MediaPath | null {
  const pair = pairInUse(entries);
  if (!pair) return null;
  const end = (id: unknown) => entries.find((entry) => entry.id === id);
  const local = end(pair['localCandidateId']);
  if (local?.['candidateType'] !== 'relay')
    return end(pair['remoteCandidateId'])?.['candidateType'] === 'relay' ? 'relay' : 'direct';
  // From us to the relay; what the relay speaks to the other is its own affair.
  switch (local['relayProtocol']) {
    case 'udp':
      return 'relay-udp';
    case 'tcp':
      return 'relay-tcp';
    case 'tls':
      return 'relay-tls';
    default:
      return 'relay';
  }
}

/** Both ends of a pair are of one family; a browser may hide its own address. */
function isIpv6(entries: readonly StatsEntry[]): boolean | null {
  const pair = pairInUse(entries);
  const ends = [pair?.['localCandidateId'], pair?.['remoteCandidateId']];
  const addresses = entries
    .filter(({ id }) => ends.includes(id))
    .map((end) => end['address'] ?? end['ip'])
    .filter((address) => typeof address === 'string')
    .filter((address) => /^(?:[\d.]+|[\da-f:.]*:[\da-f:.]*)$/i.test(address));
  const [address] = addresses;
  return address === undefined ? null : address.includes(':');
}

/** ms */
function roundTrip(entries: readonly StatsEntry[]): number | null {
  const seconds = pairInUse(entries)?.['currentRoundTripTime'];
  return typeof seconds === 'number' ? Math.round(seconds * 1000) : null;
}

function bytesOf(entry: StatsEntry | undefined, direction: Direction): number {
  return num(entry?.[direction === 'send' ? 'bytesSent' : 'bytesReceived']);
}

function num(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
