import type { EngineModes } from '../../core/engine-mode.ts';
import { NO_OUTLIERS, stepOutliers, type OutlierSink } from '../../core/outliers.ts';
import type { Rung } from '../../core/rungs.ts';
import type { MachineWatch } from './machine-watch.ts';
import type { SinkCare } from './sink-care.ts';

/** Watches which viewers' links hold the others of their rung down. */
export interface OutlierWatch {
  /** Whether a sink is better served by an encoder of its own. */
  has(sink: string): boolean;
  /** Once a tick. @param at ms */
  look(at: number, rungs: readonly Rung[], cares: readonly SinkCare[], modes: EngineModes): void;
}

export function watchOutliers(machine: Pick<MachineWatch, 'ownBudget'>): OutlierWatch {
  let state = NO_OUTLIERS;
  return {
    has: (sink) => state.outliers.has(sink),
    look(at, rungs, cares, modes) {
      const sinks = cares.flatMap((care) => outlierSink(care, modes));
      const budget = machine.ownBudget(new Set(state.outliers.keys()));
      state = stepOutliers(state, { at, rungs, sinks, budget });
    },
  };
}

/** Who is fed by a rung, or would be. */
function outlierSink({ sink, rung, estimate, wanted }: SinkCare, modes: EngineModes): OutlierSink[] {
  const mode = modes.sinks.get(sink.id);
  const shares = mode?.kind === 'rung' || mode?.reason === 'outlier';
  return shares && sink.connected && !wanted.paused ? [{ id: sink.id, rung, estimate }] : [];
}
