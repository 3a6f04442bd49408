import { momentOf, remember, type History } from '../core/history.ts';
import type { MediaStats, Snapshot } from '../core/snapshot.ts';

/** Two minutes that ended in what a Snapshot shows: with waves, and a dip in the middle. */
export function fakeHistory(snapshot: Snapshot): History {
  return Array.from({ length: 121 }, (_, second) => {
    const share = (second > 60 && second < 72 ? 0.2 : 1) * (1 + 0.08 * Math.sin(second / 3));
    const peers = snapshot.peers.map((peer) => ({
      ...peer,
      sending: peer.sending && scaled(peer.sending, second === 120 ? 1 : share),
      receiving: peer.receiving && scaled(peer.receiving, second === 120 ? 1 : share),
    }));
    return momentOf({ peers }, second * 1000);
  }).reduce<History>(remember, []);
}

function scaled(stats: MediaStats, share: number): MediaStats {
  const { journey, rttMs } = stats;
  const fps = (value: number | null) => value && Math.min(30, value * share);
  return {
    ...stats,
    kbps: stats.kbps * share,
    rttMs: rttMs && rttMs / share,
    journey: {
      ...journey,
      sentFps: fps(journey.sentFps),
      decodedFps: fps(journey.decodedFps),
      shownFps: fps(journey.shownFps),
      delayMs: journey.delayMs && journey.delayMs / share,
    },
  };
}
