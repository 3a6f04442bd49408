import type { NamedSubject } from './subjects.ts';
import type { MediaStats, Snapshot } from '../../core/snapshot.ts';
import { t } from '../i18n/language.ts';
import { bitrateText, lossText, sizeText } from '../format.ts';
import { delayText, deviceText, knownFps, knownMs, NONE, pathText } from './words.ts';

/** Each has its name in the catalogues, under `stats`. */
export type FigureName =
  | 'up'
  | 'down'
  | 'size'
  | 'sound'
  | 'captured'
  | 'encoded'
  | 'sent'
  | 'decoded'
  | 'screen'
  | 'codec'
  | 'encoder'
  | 'decoder'
  | 'delay'
  | 'roundTrip'
  | 'loss'
  | 'buffer'
  | 'freezes'
  | 'path'
  | 'people'
  | 'upload';

export interface Figure {
  readonly name: FigureName;
  readonly value: string;
}

/** The figures of one subject, in the order of the picture's way. */
export function figuresOf(snapshot: Snapshot, { direction, view }: NamedSubject): readonly Figure[] {
  const { share } = snapshot;
  if (!view) return share ? shareFigures(snapshot) : [];
  const stats = direction === 'up' ? view.sending : view.receiving;
  return [
    ...rates(snapshot, direction === 'up' ? 'up' : 'down', stats),
    {
      name: 'size',
      value: stats && stats.height > 0 ? sizeText(stats.width, stats.height) : NONE,
    },
    ...(stats ? journeyFigures(stats) : []),
    ...(stats ? linkFigures(stats) : []),
    peopleFigure(snapshot),
  ];
}

function rates(snapshot: Snapshot, name: 'up' | 'down', stats: MediaStats | null): Figure[] {
  const own = { name, value: stats ? bitrateText(stats.kbps) : NONE };
  // Who watches and shares at once has traffic both ways.
  if (name === 'up' || !snapshot.share) return [own];
  return [own, { name: 'up', value: bitrateText(snapshot.share.kbps) }];
}

function journeyFigures({ journey, codec, audio }: MediaStats): Figure[] {
  return [
    { name: 'captured', value: knownFps(journey.capturedFps) },
    { name: 'encoded', value: knownFps(journey.encodedFps) },
    { name: 'sent', value: knownFps(journey.sentFps) },
    { name: 'decoded', value: knownFps(journey.decodedFps) },
    { name: 'screen', value: knownFps(journey.shownFps) },
    { name: 'freezes', value: journey.freezes === null ? NONE : String(journey.freezes) },
    { name: 'codec', value: codec || NONE },
    { name: 'sound', value: soundText(audio) },
    { name: 'encoder', value: deviceText(journey.hardwareEncoder, journey.encodeMs) },
    { name: 'decoder', value: deviceText(journey.hardwareDecoder, journey.decodeMs) },
  ];
}

function linkFigures(stats: MediaStats): Figure[] {
  const { rttMs, loss, journey } = stats;
  return [
    { name: 'delay', value: delayText(journey) },
    { name: 'roundTrip', value: knownMs(rttMs) },
    { name: 'buffer', value: knownMs(journey.bufferMs) },
    { name: 'loss', value: loss === null ? NONE : lossText(loss) },
    { name: 'path', value: pathText(stats) },
  ];
}

function shareFigures(snapshot: Snapshot): Figure[] {
  const { share, peers } = snapshot;
  if (!share) return [];
  const down = peers.reduce((sum, { receiving }) => sum + (receiving?.kbps ?? 0), 0);
  const journeys = peers.flatMap(({ sending }) => sending?.journey ?? []);
  const { actual, kbps, uplinkKbps, sound } = share;
  return [
    { name: 'up', value: bitrateText(kbps) },
    { name: 'down', value: bitrateText(down) },
    { name: 'captured', value: knownFps(most(journeys.map(({ capturedFps }) => capturedFps))) },
    { name: 'encoded', value: knownFps(most(journeys.map(({ encodedFps }) => encodedFps))) },
    { name: 'size', value: actual ? sizeText(actual.width, actual.height) : NONE },
    { name: 'sound', value: soundText(sound) },
    ...(uplinkKbps === null ? [] : [{ name: 'upload' as const, value: bitrateText(uplinkKbps) }]),
    peopleFigure(snapshot),
  ];
}

/** Of those that the room takes. */
function peopleFigure({ peers, maxPeers }: Snapshot): Figure {
  return { name: 'people', value: `${peers.length}/${maxPeers}` };
}

function soundText(sound: boolean): string {
  return t(sound ? 'stats.yes' : 'stats.no');
}

function most(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? Math.max(...known) : null;
}
