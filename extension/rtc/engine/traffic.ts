import type { EngineModes } from '../../core/engine-mode.ts';
import type { Rung } from '../../core/rungs.ts';
import { NO_UPLINK, shareUplink, stepUplink, type UplinkSink } from '../../core/uplink.ts';
import type { MachineWatch } from './machine-watch.ts';
import type { EngineShare } from './engine.ts';
import { isCrowd } from './hurry.ts';
import { watchOutliers } from './outlier-watch.ts';
import type { RungSources } from './rung-sources.ts';
import type { SinkCare } from './sink-care.ts';

/** Moves every viewer by its own link, and by its part of the sharer's way out. */
export interface Traffic {
  /** bit/s that the way out carries for all pictures together; null = no shortage is known */
  readonly uplink: number | null;
  /** Whether a sink is better served by an encoder of its own. */
  isOutlier(sink: string): boolean;
  move(now: Moment): void;
}

interface Moment {
  /** ms */
  readonly at: number;
  readonly share: EngineShare;
  readonly sources: RungSources | null;
  readonly cares: readonly SinkCare[];
  /** who is fed by what now */
  readonly modes: EngineModes;
  /** Viewers are moved by their links; false = by what they need alone. */
  readonly ladders: boolean;
}

export function createTraffic(machine: Pick<MachineWatch, 'maxFps' | 'ownBudget'>): Traffic {
  const outliers = watchOutliers(machine);
  let uplink = NO_UPLINK;
  return {
    get uplink() {
      return uplink.capacity;
    },
    isOutlier: outliers.has,
    move({ at, share, sources, cares, modes, ladders }) {
      const { hint } = share;
      const { maxFps } = machine;
      // A source that has grown has more rungs than there are encoders.
      const rungs = sources ? share.rungs.slice(0, sources.rungs.length) : share.rungs;
      outliers.look(at, rungs, cares, modes);
      const links = cares.flatMap((care) => uplinkSink(care, rungs));
      uplink = stepUplink(uplink, links, at);
      const budgets = uplink.capacity === null ? null : shareUplink(uplink.capacity, links);
      const together = budgets !== null && areAlike([...budgets.values()]);
      const crowd = isCrowd(cares.filter(({ meter }) => meter.sample?.waiting).length, cares.length);
      for (const care of cares) {
        const budget = budgets?.get(care.sink.id) ?? null;
        const outlier = outliers.has(care.sink.id);
        care.climb({ at, sources, rungs, hint, budget, together, crowd, maxFps, outlier, ladders });
      }
    },
  };
}

/** Parts that differ by less are alike: an encoder slowed down for the smallest is hardly slower than the largest needs. */
const ALIKE_SHARE = 0.8;

function areAlike(budgets: readonly number[]): boolean {
  return Math.min(...budgets) >= ALIKE_SHARE * Math.max(...budgets);
}

/** How a viewer counts for the way out; none before its link is up, or while it gets no picture. */
function uplinkSink(
  { sink, linkEstimate, sent, demand, wanted }: SinkCare,
  rungs: readonly Rung[],
): UplinkSink[] {
  const best = rungs[wanted.top];
  if (!sink.connected || !sink.sending || wanted.paused || !best) return [];
  const { tile } = demand;
  const weight = tile ? Math.max(1, tile.width * tile.height) : best.lines ** 2;
  return [{ id: sink.id, estimate: linkEstimate, sent, demand: best.maxBitrate, weight }];
}
