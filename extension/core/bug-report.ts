import { seriesOf, type History, type Series, type Subject } from './history.ts';
import type { MediaStats, PeerView, ShareView, Snapshot } from './snapshot.ts';
import type { Shown } from './shown.ts';

/** Where a report is made. */
export interface Place {
  /** Porthole's own version */
  readonly version: string;
  /** e.g. `popup`, `viewer page` */
  readonly page: string;
  /** the browser's own `navigator.userAgent` */
  readonly userAgent: string;
  /** processors that the browser tells of */
  readonly cores: number;
  /** ms since the epoch */
  readonly at: number;
}

/** s that one line of the table is the mean of */
const LINE_S = 10;

/**
 * A text fit for a bug report: figures and codes, in English. What could lead to anybody stays out: room, link and key,
 * server, names and ids, titles, addresses, and the browser's exact build. People are told apart by numbers.
 */
export function bugReport(snapshot: Snapshot, history: History, place: Place): string {
  const { share, peers } = snapshot;
  const lines = [
    'Porthole report',
    `Version ${place.version}, ${place.page}, ${browserName(place.userAgent)}, ${place.cores} cores`,
    `At ${new Date(place.at).toISOString()}`,
    roomLine(snapshot),
    ...(share ? [shareLine(share)] : []),
    ...peers.flatMap(peerLines),
    ...table('Sent in the last minutes, to all together', history, { direction: 'up', peer: null }),
    ...table('Received in the last minutes, from all together', history, { direction: 'down', peer: null }),
  ];
  return `${lines.join('\n')}\n`;
}

function roomLine({ phase, fault, room, peers, maxPeers, noRelay, tampering, waiting }: Snapshot): string {
  const door = room
    ? [room.open ? 'open room' : 'room with a key', room.phrase && 'pass phrase']
    : ['no room'];
  const facts = [
    phase,
    ...door,
    `${peers.length}/${maxPeers} others`,
    room?.host && 'host',
    room?.locked && 'locked',
    room?.waitingRoom && `waiting room (${waiting.length})`,
    noRelay && 'no relay',
    fault && `fault ${fault.code}`,
    tampering && 'tampering',
  ];
  return `Room: ${listOf(facts)}`;
}

function shareLine(share: ShareView): string {
  const { source, preset, hint, sound, actual, kbps, fps, uplinkKbps } = share;
  return `Sharing: ${listOf([
    source,
    preset,
    hint,
    sound ? 'with sound' : 'no sound',
    actual ? `source ${actual.width}x${actual.height}` : 'no frame yet',
    `${kbps} kbit/s to all`,
    `${number(fps)} fps`,
    uplinkKbps !== null && `upload carries ${uplinkKbps} kbit/s`,
  ])}`;
}

function peerLines(peer: PeerView, index: number): string[] {
  const { link, sharing, host, sending, receiving, rung, shown } = peer;
  return [
    `Person ${index + 1}: ${listOf([link, sharing && 'shares', host && 'host'])}`,
    ...(receiving ? [`  received: ${mediaText(receiving)}`] : []),
    ...(shown ? [`  told: ${shownText(shown)}`] : []),
    ...(sending ? [`  sent: ${mediaText(sending)}`] : []),
    ...(rung ? [`  held to: ${shownText(rung)}`] : []),
  ];
}

function mediaText({
  width,
  height,
  kbps,
  rttMs,
  loss,
  codec,
  audio,
  path,
  ipv6,
  journey,
}: MediaStats): string {
  const { capturedFps, encodedFps, sentFps, decodedFps, shownFps } = journey;
  const rates = [capturedFps, encodedFps, sentFps, decodedFps, shownFps].map(number).join('/');
  return listOf([
    `${width}x${height}`,
    codecName(codec),
    `encoder ${deviceText(journey.hardwareEncoder)} ${number(journey.encodeMs)} ms`,
    `decoder ${deviceText(journey.hardwareDecoder)} ${number(journey.decodeMs)} ms`,
    `${number(kbps)} kbit/s`,
    `fps captured/encoded/sent/decoded/shown ${rates}`,
    `round trip ${number(rttMs)} ms`,
    `loss ${loss === null ? '-' : `${number(loss * 100)} %`}`,
    `jitter buffer ${number(journey.bufferMs)} ms`,
    `freezes ${number(journey.freezes)}`,
    `delay ${number(journey.delayMs)} ms${journey.delayReckoned ? ' (reckoned)' : ''}`,
    `path ${path ?? '-'}${ipv6 ? ' IPv6' : ''}`,
    audio ? 'with sound' : 'no sound',
  ]);
}

function shownText({ lines, fps, reason, kbps, linkKbps }: Shown): string {
  return listOf([
    `${lines}p`,
    `${number(fps)} fps`,
    reason,
    `${kbps} kbit/s`,
    `link ${number(linkKbps)} kbit/s`,
  ]);
}

/** @returns nothing where nothing flowed */
function table(title: string, history: History, subject: Subject): string[] {
  const series = seriesOf(history, subject);
  if (series.kbps.every((value) => value === null)) return [];
  const first = Math.floor((series.seconds[0] ?? 0) / LINE_S);
  const rows = Array.from({ length: -first + 1 }, (_, index) => row(series, (first + index) * LINE_S));
  return [
    `${title}, mean of ${LINE_S} s:`,
    'from s\tkbit/s\tfps\tshown\tround trip ms\tdelay ms',
    ...rows.flatMap((text) => text ?? []),
  ];
}

function row(series: Series, from: number): string | null {
  const indices = [...series.seconds.keys()].filter((index) => {
    const second = series.seconds[index]!;
    return second >= from && second < from + LINE_S;
  });
  if (indices.length === 0) return null;
  const columns = [series.kbps, series.fps, series.shownFps, series.rttMs, series.delayMs];
  return [from, ...columns.map((column) => number(mean(indices.map((index) => column[index] ?? null))))].join(
    '\t',
  );
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Firefox', /Firefox\/(\d{1,4})/],
  ['Edge', /Edg\/(\d{1,4})/],
  ['Opera', /OPR\/(\d{1,4})/],
  ['Chromium', /Chrom(?:e|ium)\/(\d{1,4})/],
  ['Safari', /Version\/(\d{1,4}).*Safari/],
];
const SYSTEMS = ['Android', 'iPhone', 'iPad', 'CrOS', 'Windows', 'Mac OS X', 'Linux'] as const;

/** Family and major version: all that a person's browser shares with many others. */
function browserName(userAgent: string): string {
  const system = SYSTEMS.find((name) => userAgent.includes(name)) ?? 'another system';
  for (const [name, pattern] of BROWSERS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version} on ${system}`;
  }
  return `another browser on ${system}`;
}

/** A codec's name comes from a description that the peer had a part in. */
function codecName(codec: string): string {
  return (
    ['H264', 'H265', 'VP8', 'VP9', 'AV1'].find((name) => name === codec.toUpperCase()) ?? 'unknown codec'
  );
}

function deviceText(hardware: boolean | null): string {
  if (hardware === null) return 'unknown';
  return hardware ? 'hardware' : 'software';
}

function listOf(facts: readonly (string | false | null | undefined)[]): string {
  return facts.filter(Boolean).join(', ');
}

function number(value: number | null): string {
  return value === null ? '-' : String(Math.round(value * 10) / 10);
}
