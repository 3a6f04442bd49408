import type { LinkSample } from '../core/congestion.ts';
import type { LadderContext } from '../core/ladder-places.ts';
import { createLadder, stepLadder, type LadderDecision } from '../core/ladder.ts';
import { NO_LIMITS } from '../core/limits.ts';
import type { Rung } from '../core/rungs.ts';

/** One step of a Ladder as it was recorded. */
interface RecordedStep {
  readonly sample: LinkSample;
  readonly context: LadderContext;
  readonly decision: LadderDecision | null;
}

/** What a Ladder saw on a real shaped link since it began: small enough to be kept as a fixture. */
export interface LadderTrace {
  readonly hint: LadderContext['hint'];
  /** of the first step */
  readonly layers: boolean;
  /** As the share began. Rates are in `steps`. */
  readonly rungs: readonly Rung[];
  readonly steps: readonly TraceLine[];
  /** ms since the trace began, and what was decided then */
  readonly decisions: readonly (readonly [number, LadderDecision])[];
}

/** ms since the trace began; estimate, sent bit/s; RTT ms, loss, pacer ms; report's age and round trip; each rung's rates; budget bit/s; layers; together */
type Measured = readonly [
  at: number,
  estimate: number | null,
  sent: number,
  rttMs: number | null,
  loss: number | null,
  pacerMs: number | null,
  report: readonly [ageMs: number, rttMs: number | null] | null,
  rates: readonly (readonly [bitrate: number, rate: number | null])[],
  budget: number | null,
];
type WaitingLine = readonly [ms: number, arriving: number, sending: number];
/** The rest is written where it is not as usual: as in the first step, not together, nothing waiting. */
type TraceLine = readonly [...Measured, layers?: boolean, together?: boolean, waiting?: WaitingLine];

/** @param steps since the Ladder began @returns JSON, a step a line */
export function writeTrace(steps: readonly RecordedStep[]): string {
  const [first] = steps;
  if (!first) throw new RangeError('a trace without steps');
  const from = first.sample.at;
  const head = {
    hint: first.context.hint,
    layers: first.context.layers,
    rungs: first.context.rungs.map(({ bitrate: _told, rate: _made, ...rung }) => rung),
    decisions: steps.flatMap(({ sample, decision }) =>
      decision ? [[round(sample.at - from), decision] as const] : [],
    ),
  };
  const lines = steps.map((step) => JSON.stringify(lineOf(step, from, head.layers)));
  return `${JSON.stringify(head).slice(0, -1)},"steps":[\n${lines.join(',\n')}\n]}\n`;
}

/** Steps a new Ladder through what was recorded. @returns what it decides, as `decisions` has it */
export function replay({ hint, layers, rungs, steps }: LadderTrace): LadderTrace['decisions'] {
  const decisions: (readonly [number, LadderDecision])[] = [];
  let state = createLadder(0);
  for (const [
    at,
    estimate,
    sentBitrate,
    rttMs,
    loss,
    pacerMs,
    report,
    rates,
    budget,
    more = layers,
    together = false,
    waits,
  ] of steps) {
    const waiting = waits ? { ms: waits[0], arriving: waits[1], sending: waits[2] } : null;
    const link = { at, estimate, sentBitrate, rttMs, loss, pacerMs, waiting };
    const sample = { ...link, report: report && toReport(report) };
    const measured = rungs.map((rung, index) => {
      const [bitrate, rate] = rates[index] ?? [rung.maxBitrate, null];
      return { ...rung, bitrate, rate };
    });
    const step = stepLadder(state, sample, {
      hint,
      layers: more,
      budget,
      together,
      rungs: measured,
      current: state.rung,
      limits: NO_LIMITS,
    });
    state = step.state;
    if (step.decision) decisions.push([at, step.decision]);
  }
  return decisions;
}

function lineOf({ sample, context }: RecordedStep, from: number, layers: boolean): TraceLine {
  const { at, estimate, sentBitrate, rttMs, loss, pacerMs, report } = sample;
  const line: Measured = [
    round(at - from),
    estimate === null ? null : Math.round(estimate),
    Math.round(sentBitrate),
    round(rttMs),
    loss === null ? null : Math.round(loss * 1000) / 1000,
    round(pacerMs),
    report && [round(report.ageMs), round(report.rttMs)],
    context.rungs.map(({ bitrate, rate }) => [bitrate, rate === null ? null : Math.round(rate)]),
    context.budget === null ? null : Math.round(context.budget),
  ];
  const { waiting } = sample;
  if (waiting) {
    const waits = [round(waiting.ms), Math.round(waiting.arriving), Math.round(waiting.sending)] as const;
    return [...line, context.layers, context.together === true, waits];
  }
  if (context.together === true) return [...line, context.layers, true];
  return context.layers === layers ? line : [...line, context.layers];
}

/** What a Ladder takes no notice of is left out of traces. */
function toReport([ageMs, rttMs]: readonly [number, number | null]): LinkSample['report'] {
  return { ageMs, rttMs, fps: 0, decoded: 0, freezes: 0 };
}

function round(value: number): number;
function round(value: number | null): number | null;
function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}
