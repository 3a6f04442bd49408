import {
  encoderLoad,
  readEncoderTotals,
  type EncoderTotals,
  type MeasuredEncoder,
} from '../../core/encoder-load.ts';
import { ownBudget } from '../../core/own-budget.ts';
import { CALM, stepMachine, type MachineState } from '../../core/overload.ts';
import { repeat } from '../schedule.ts';
import { statsEntries } from '../stats-entries.ts';

/** An encoder that runs, by a name that stays. */
export interface WatchedEncoder {
  readonly id: string;
  /** frames a second that it was told */
  readonly maxFps: number;
  getStats(): Promise<RTCStatsReport>;
}

/** Watches how this computer keeps up with encoding. */
export interface MachineWatch {
  /** frames a second that it manages; null = all */
  readonly maxFps: number | null;
  /** @param without names of encoders that could be spared @returns how many such this computer affords */
  ownBudget(without: ReadonlySet<string>): number;
  /** An encoder's last second, by its name; null before it has one. */
  loadOf(id: string): MeasuredEncoder | null;
  close(): void;
}

const PERIOD_MS = 1000;
/** in a row: encoders that can be spared go before everybody's frames do */
const STRAINED_SAMPLES = 2;

/** @param encoders those that run now */
export function watchMachine(encoders: () => readonly WatchedEncoder[]): MachineWatch {
  let state: MachineState = CALM;
  let totals: ReadonlyMap<string, EncoderTotals> = new Map();
  let loads: ReadonlyMap<string, MeasuredEncoder> = new Map();
  let dueAt = performance.now() + PERIOD_MS;

  async function look(): Promise<void> {
    const at = performance.now();
    const lagMs = Math.max(0, at - dueAt);
    dueAt = at + PERIOD_MS;
    const running = encoders();
    const reports = await Promise.allSettled(running.map((encoder) => encoder.getStats()));
    const now = new Map<string, EncoderTotals>();
    const last = new Map<string, MeasuredEncoder>();
    running.forEach(({ id, maxFps }, index) => {
      const report = reports[index];
      const read = report?.status === 'fulfilled' ? readEncoderTotals(statsEntries(report.value), at) : null;
      if (!read) return;
      now.set(id, read);
      const before = totals.get(id);
      if (before) last.set(id, encoderLoad(before, read, maxFps));
    });
    totals = now;
    loads = last;
    if (loads.size > 0) state = stepMachine(state, { at, encoders: [...loads.values()], lagMs });
  }

  const stop = repeat(PERIOD_MS, () => void look());
  return {
    get maxFps() {
      return state.maxFps;
    },
    ownBudget: (without) =>
      ownBudget({
        encoders: [...loads].flatMap(([id, load]) => (without.has(id) ? [] : load)),
        cores: navigator.hardwareConcurrency,
        strained: state.maxFps !== null || state.strained >= STRAINED_SAMPLES,
      }),
    loadOf: (id) => loads.get(id) ?? null,
    close: stop,
  };
}
