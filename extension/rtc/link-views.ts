import type { LinkView } from '../core/compose-snapshot.ts';
import { withReckonedDelay, type Journey } from '../core/journey.ts';
import { decodesInHardware } from '../core/decoding.ts';
import { toldByViewer, toldToViewer, type Display } from '../core/report.ts';
import type { MediaStats } from '../core/snapshot.ts';
import { withPicture } from '../core/stats.ts';
import type { Engine } from './engine/engine.ts';
import type { Link } from './link.ts';
import type { Mesh } from './mesh.ts';
import type { PointingKeeper } from './pointing.ts';
import type { Numbers } from './numbers.ts';

const CUT_OFF: LinkView = {
  state: 'cut-off',
  media: false,
  receiving: null,
  sending: null,
  shown: null,
  rung: null,
  code: null,
  paused: false,
  pointing: null,
  points: false,
  crashed: false,
};

/** What there is to see of each Link. */
export function viewLinks(
  mesh: Pick<Mesh, 'links' | 'cutOff'>,
  numbers: Pick<Numbers, 'of' | 'displayOf'>,
  engine: Pick<Engine, 'pictureOf' | 'shownTo'> | null,
  { points }: Pick<PointingKeeper, 'points'>,
): ReadonlyMap<string, LinkView> {
  const views = [...mesh.links].map(([peer, link]): [string, LinkView] => {
    const { sending, receiving } = numbers.of(peer);
    // The statistics of a connection that is fed by a rung tell the size and rate of its dummy.
    const sent = sending && withPicture(sending, engine?.pictureOf(peer) ?? null);
    return [
      peer,
      {
        state: link.state,
        media: link.remote !== null,
        code: link.code,
        paused: link.word.paused,
        receiving: receiving && withTold(receiving, seenOf(receiving, link, numbers.displayOf(peer))),
        sending: sent && withTold(sent, toldOf(link)),
        shown: link.remote && link.told.shown,
        pointing: link.pointing,
        points: points(peer),
        crashed: link.word.crashed,
        rung: engine?.shownTo(peer) ?? null,
      },
    ];
  });
  const cut = [...mesh.cutOff].map((peer): [string, LinkView] => [peer, CUT_OFF]);
  return new Map([...views, ...cut]);
}

/** Browsers tell whether a decoder is in hardware only to pages that capture; what they say of the codec, to all. */
function seenOf(
  { codec, height, journey }: MediaStats,
  { told, decoders }: Pick<Link, 'told' | 'decoders'>,
  display: Display | null,
): Partial<Journey> {
  const claimed = decoders.mine && decodesInHardware(decoders.mine, codec, height);
  return { ...toldToViewer(told.making, display), hardwareDecoder: journey.hardwareDecoder ?? claimed };
}

/** ms after which a report says nothing of now; a hidden page reports once a second. */
const REPORT_FRESH_MS = 3000;

function toldOf({ told: { latest } }: Pick<Link, 'told'>): Partial<Journey> {
  return latest && latest.ageMs < REPORT_FRESH_MS ? toldByViewer(latest.report) : {};
}

/** Each end sees its own part of the journey, and has the rest from the other. */
function withTold(stats: MediaStats, told: Partial<Journey>): MediaStats {
  return { ...stats, journey: withReckonedDelay({ ...stats.journey, ...told }, stats.rttMs) };
}
