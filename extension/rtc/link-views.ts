import type { LinkView } from '../core/compose-snapshot.ts';
import { withReckonedDelay, type Journey } from '../core/journey.ts';
import { decodesInHardware } from '../core/decoding.ts';
import { toldByViewer, toldToViewer, type Display } from '../core/report.ts';
import type { MediaStats } from '../core/snapshot.ts';
import { withPicture } from '../core/stats.ts';
import type { Engine } from './engine/engine.ts';
import type { Link } from './link.ts';
import type { Mesh } from './mesh.ts';
import type { StatsPoller } from './stats-poller.ts';

const CUT_OFF: LinkView = {
  state: 'cut-off',
  media: false,
  receiving: null,
  sending: null,
  shown: null,
  rung: null,
  code: null,
};

/** What there is to see of each Link. */
export function viewLinks(
  mesh: Pick<Mesh, 'links' | 'cutOff' | 'displayOf'>,
  stats: Pick<StatsPoller, 'of'>,
  engine: Pick<Engine, 'pictureOf' | 'shownTo'> | null,
): ReadonlyMap<string, LinkView> {
  const views = [...mesh.links].map(([peer, link]): [string, LinkView] => {
    const { sending, receiving } = stats.of(peer);
    // The statistics of a connection that is fed by a rung tell the size and rate of its dummy.
    const sent = sending && withPicture(sending, engine?.pictureOf(peer) ?? null);
    return [
      peer,
      {
        state: link.state,
        media: link.remote !== null,
        code: link.code,
        receiving: receiving && withTold(receiving, seenOf(receiving, link, mesh.displayOf(peer))),
        sending: sent && withTold(sent, toldOf(link)),
        shown: link.remote && link.shown,
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
  { making, myDecoding }: Pick<Link, 'making' | 'myDecoding'>,
  display: Display | null,
): Partial<Journey> {
  const claimed = myDecoding && decodesInHardware(myDecoding, codec, height);
  return { ...toldToViewer(making, display), hardwareDecoder: journey.hardwareDecoder ?? claimed };
}

function toldOf({ report }: Pick<Link, 'report'>): Partial<Journey> {
  return report ? toldByViewer(report) : {};
}

/** Each end sees its own part of the journey, and has the rest from the other. */
function withTold(stats: MediaStats, told: Partial<Journey>): MediaStats {
  return { ...stats, journey: withReckonedDelay({ ...stats.journey, ...told }, stats.rttMs) };
}
