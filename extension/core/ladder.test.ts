import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smoothBitrate, type LinkSample } from './congestion.ts';
import { expectedBitrate, type LadderContext, type MeasuredRung } from './ladder-places.ts';
import { createLadder, stepLadder, type LadderDecision, type LadderState } from './ladder.ts';
import { rungBitrate, rungsOf } from './rungs.ts';

const TICK_MS = 250;
const RUNGS: readonly MeasuredRung[] = rungsOf('1080p30', 'auto', null).map((rung) => ({
  ...rung,
  bitrate: rung.maxBitrate,
  rate: rung.maxBitrate,
}));
const GOOD: Partial<LinkSample> = { estimate: 12_000_000 };
/** Too little for the first rung, and enough for the second. */
const SHORT: Partial<LinkSample> = { estimate: 3_500_000 };
/** No estimate to go by, and nothing wrong. */
const UNKNOWN: Partial<LinkSample> = { estimate: null };

interface Move extends LadderDecision {
  /** ms */
  readonly at: number;
  readonly from: LadderState;
}

describe('downwards', () => {
  test('a short estimate moves the viewer in the second tick that shows it', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks(SHORT, 500)]);
    expect(moves).toMatchObject([{ at: 3250, rung: 1, temporal: 2, reason: 'link' }]);
  });

  test('two witnesses move it in the first', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks({ ...SHORT, pacerMs: 200 }, 250)]);
    expect(moves).toMatchObject([{ at: 3000, rung: 1 }]);
  });

  test('one bad tick between good ones does not', () => {
    const flicker = [...ticks(SHORT, 250), ...ticks(GOOD, 250)];
    expect(run([...ticks(GOOD, 3000), ...Array.from({ length: 40 }, () => flicker).flat()])).toEqual([]);
  });

  test('the old queue may drain for 1.2 s before the next step', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks(SHORT, 500), ...ticks({ estimate: 100_000 }, 3000)]);
    expect(moves.map(({ rung }) => rung)).toEqual([1, 2]);
    expect(gaps(moves)).toEqual([1250]);
  });

  test('an estimate that disappears sends it to the last rung', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks({ estimate: 0 }, 1000)]);
    expect(moves).toMatchObject([{ at: 3250, rung: 2, reason: 'link' }]);
  });

  test('the estimate of a new connection moves nobody', () => {
    expect(run(ticks({ estimate: 300_000 }, 2000))).toEqual([]);
  });

  test('a stopped report says so, a round trip alone says nothing', () => {
    const silent = ticks(GOOD, 2000, (ms) => ({ report: report(ms, 20) }));
    expect(run([...ticks({ ...GOOD, report: report(0, 20) }, 3000), ...silent])).toMatchObject([
      { rung: 1, reason: 'silence' },
    ]);
    const late = ticks({ ...GOOD, report: report(0, 400) }, 5000);
    expect(run([...ticks({ ...GOOD, report: report(0, 20) }, 3000), ...late])).toEqual([]);
  });

  test('a slight shortage costs text every second frame for a start, and a rung if it lasts', () => {
    const slight = { estimate: 6_800_000 };
    const layered = { layers: true };
    const moves = run([...ticks(GOOD, 3000), ...ticks(slight, 2000)], layered);
    expect(moves).toMatchObject([{ rung: 0, temporal: 1 }]);
    const worse = run([...ticks(GOOD, 3000), ...ticks(slight, 500), ...ticks(SHORT, 2000)], layered);
    expect(worse).toMatchObject([
      { rung: 0, temporal: 1 },
      { rung: 1, temporal: 2 },
    ]);
    expect(gaps(worse)).toEqual([500]);
  });
});

describe('upwards', () => {
  test('an estimate with headroom for 1.5 s brings it back, after 2 s on the lower rung', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks(SHORT, 500), ...ticks(GOOD, 5000)]);
    expect(moves.slice(1)).toMatchObject([{ rung: 0, temporal: 2, reason: 'recovered' }]);
    expect(gaps(moves)).toEqual([2000]);
  });

  test('one step at a time', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks({ estimate: 0 }, 500), ...ticks(GOOD, 6000)]);
    expect(moves.map(({ rung }) => rung)).toEqual([2, 1, 0]);
  });

  test('a link without an estimate is tried after 8 s without trouble', () => {
    const lossy = ticks({ ...UNKNOWN, pacerMs: 300, loss: 0.5 }, 500);
    const moves = run([...ticks(UNKNOWN, 3000), ...lossy, ...ticks(UNKNOWN, 9000)]);
    expect(moves.slice(1)).toMatchObject([{ rung: 0, reason: 'trial' }]);
    expect(gaps(moves)[0]).toBeGreaterThanOrEqual(8000);
  });

  test('an estimate that speaks against the trial puts it off to 30 s', () => {
    const doubtful = { estimate: 2_700_000 };
    const still = { rungs: RUNGS.map((rung) => ({ ...rung, rate: Math.min(rung.maxBitrate, 1_000_000) })) };
    const moves = run(
      [...ticks(GOOD, 3000), ...ticks({ estimate: 0 }, 500), ...ticks(doubtful, 60_000)],
      still,
    );
    const tried = moves.find(({ rung, reason }) => rung === 0 && reason === 'trial');
    expect((tried?.at ?? 0) - (tried?.from.movedAt ?? 0)).toBeGreaterThanOrEqual(30_000);
  });

  test('a step that fails is repeated after 12 s, then 24, 48 and 60', () => {
    const waits = failingTrials(5).map((move) => move.at - move.from.movedAt);
    expect(waits).toEqual([2000, 12_000, 24_000, 48_000, 60_000]);
  });

  test('a step that lasts 20 s clears the record', () => {
    const dip = ticks(SHORT, 500);
    const moves = run([
      ...ticks(GOOD, 3000),
      ...dip,
      ...ticks(GOOD, 3000),
      ...dip,
      ...ticks(GOOD, 40_000),
      ...dip,
      ...ticks(GOOD, 5000),
    ]);
    const ups = moves.filter(({ reason }) => reason === 'recovered');
    expect(ups.map((move) => move.at - move.from.movedAt)).toEqual([2000, 12_000, 2000]);
  });
});

describe('another hand', () => {
  test('that moves the viewer is followed, and left alone for the settling time', () => {
    const { state } = stepLadder(createLadder(0), sample(5000, GOOD), context({ current: 2 }));
    expect(state).toMatchObject({ rung: 2, temporal: 2, movedAt: 5000 });
    expect(
      stepLadder(state, sample(5250, { estimate: 0, pacerMs: 300 }), context({ current: 2 })).decision,
    ).toBeNull();
  });

  test('that takes rungs away leaves the viewer on the last', () => {
    const few = context({ rungs: RUNGS.slice(0, 1), current: 2 });
    expect(stepLadder(createLadder(0), sample(5000, GOOD), few).state.rung).toBe(0);
  });
});

describe('on a link like a real one', () => {
  test('10 -> 0.7 -> 10 Mbps: down within 1.5 s, the full rung within 6 s of the recovery', () => {
    const moves = simulate(60_000, (at) => (at >= 15_000 && at < 25_000 ? 700_000 : 10_000_000));
    const down = moves.find(({ at }) => at >= 15_000);
    expect(down?.at).toBeLessThanOrEqual(16_500);
    const full = moves.findLast(({ at }) => at < 60_000);
    expect(full).toMatchObject({ rung: 0, temporal: 2 });
    expect(full?.at).toBeLessThanOrEqual(31_000);
  });

  test('a saw-tooth of 4 and 1 Mbps each 10 s is not followed more than 4 times a minute', () => {
    const moves = simulate(180_000, (at) => (Math.floor(at / 10_000) % 2 === 0 ? 4_000_000 : 1_000_000));
    expect(moves.length).toBeGreaterThan(0);
    expect(moves.length / 3).toBeLessThanOrEqual(4);
  });

  test('a steady 3 Mbps is no reason to move back and forth', () => {
    const moves = simulate(180_000, () => 3_000_000);
    expect(moves.filter(({ at }) => at > 60_000).length / 2).toBeLessThanOrEqual(2);
  });
});

const anySample = fc.record({
  estimate: fc.option(fc.oneof(fc.constant(0), fc.nat(12_000_000))),
  pacerMs: fc.option(fc.nat(400)),
  loss: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  rttMs: fc.option(fc.nat(800)),
  report: fc.option(fc.tuple(fc.nat(1500), fc.nat(800)).map(([age, rtt]) => report(age, rtt))),
});
/** Stretches of the same weather: noise alone is never calm for long enough to go up. */
const weather = fc.array(
  fc
    .tuple(anySample, fc.integer({ min: 1, max: 80 }))
    .map(([one, count]) => Array.from({ length: count }, () => one)),
  { maxLength: 20 },
);
const anyContext = fc.record({
  layers: fc.boolean(),
  hint: fc.constantFrom('detail' as const, 'motion' as const),
  rungs: fc
    .array(fc.option(fc.nat(9_000_000)), { minLength: 3, maxLength: 3 })
    .map((rates) => RUNGS.map((rung, index) => ({ ...rung, rate: rates[index] ?? null }))),
});

describe('in any weather', () => {
  test('each move goes to another place that exists; up by one step; with layers only where there are some', () => {
    fc.assert(
      fc.property(weather, anyContext, (stretches, change) => {
        for (const { from, rung, temporal, reason } of run(stretches.flat(), change)) {
          const level = 3 * (from.rung - rung) + temporal - from.temporal;
          const up = reason === 'recovered' || reason === 'trial';
          expect(up ? level > 0 : level < 0).toBe(true);
          expect(RUNGS[rung]).toBeDefined();
          expect(up && from.rung - rung > 1).toBe(false);
          expect(change.layers || temporal === 2).toBe(true);
        }
      }),
    );
  });

  test('it never swings faster than it settles: 0.5 s after a small step, 1.2 after a rung down, 2 before one up', () => {
    fc.assert(
      fc.property(weather, anyContext, (stretches, change) => {
        const moves = run(stretches.flat(), change);
        moves.slice(1).forEach((move, index) => {
          const up = move.reason === 'recovered' || move.reason === 'trial';
          const least = up ? 2000 : move.from.settleMs;
          expect(move.at - (moves[index]?.at ?? 0)).toBeGreaterThanOrEqual(least);
        });
      }),
    );
  });

  test('it never goes where the estimate says that it does not fit, but to the last rung and on trial', () => {
    fc.assert(
      fc.property(weather, anyContext, (stretches, change) => {
        const samples = stretches.flat();
        for (const move of run(samples, change)) {
          const estimate = samples[move.at / TICK_MS]?.estimate;
          const { rung, temporal, reason } = move;
          if (reason === 'trial' || rung === 2 || !estimate || move.at < 2000) continue;
          const recovered = 1.15 * expectedBitrate({ rung, temporal }, change.rungs);
          const lowered = rung === move.from.rung ? 0 : (RUNGS[rung]?.bitrate ?? 0) / 0.8;
          expect(estimate).toBeGreaterThanOrEqual(reason === 'recovered' ? recovered : lowered);
        }
      }),
    );
  });

  test('once every input is clean it always comes back to all of the first rung', () => {
    fc.assert(
      fc.property(weather, anyContext, fc.constantFrom(GOOD, UNKNOWN), (stretches, change, clean) => {
        // An estimate seen before may not turn to null and be clean.
        const calm = clean === UNKNOWN && stretches.some(([one]) => one?.estimate) ? GOOD : clean;
        const { state } = drive([...stretches.flat(), ...ticks(calm, 320_000)], change);
        expect(state).toMatchObject({ rung: 0, temporal: 2 });
      }),
      { numRuns: 60 },
    );
  });

  test('a viewer that never reports on a clean link stays on the first rung', () => {
    fc.assert(
      fc.property(anyContext, fc.array(fc.nat(800), { maxLength: 200 }), (change, rtts) => {
        expect(
          run(
            rtts.map((rttMs) => ({ ...GOOD, rttMs })),
            change,
          ),
        ).toEqual([]);
      }),
    );
  });
});

/** A viewer whose link carries the second rung and never the first: each step up fails after 1 s. */
function failingTrials(count: number): readonly Move[] {
  const ups: Move[] = [];
  let state = createLadder(0);
  for (let at = 0; ups.length < count; at += TICK_MS) {
    const short = state.rung === 0 && at - state.movedAt >= 750;
    const from = state;
    const step = stepLadder(state, sample(at, short ? SHORT : GOOD), context({ current: state.rung }));
    state = step.state;
    if (step.decision?.reason === 'recovered') ups.push({ ...step.decision, at, from });
  }
  return ups;
}

/**
 * A bottleneck with a queue, and an estimate that falls to what got through when the queue grows and climbs by a
 * quarter a tick when there is none.
 * @param ms how long
 * @param capacity bit/s at a time in ms
 */
function simulate(ms: number, capacity: (at: number) => number): readonly Move[] {
  const moves: Move[] = [];
  let state = createLadder(0);
  let estimate = 300_000;
  let queue = 0;
  let rate = RUNGS.map(() => 0);
  for (let at = 0; at < ms; at += TICK_MS) {
    const link = capacity(at);
    const told = RUNGS.map((rung, index) =>
      index === state.rung ? rungBitrate(rung, [estimate]) : rung.maxBitrate,
    );
    const sent = (told[state.rung] ?? 0) * [0.44, 0.65, 1][state.temporal]!;
    rate = rate.map((old, index) => smoothBitrate(old || null, told[index] ?? 0));
    queue = Math.max(0, queue + ((sent - link) * TICK_MS) / 1000);
    estimate = queue > 0 ? estimate + (0.85 * link - estimate) / 2 : Math.min(1.05 * link, estimate * 1.25);
    const rungs = RUNGS.map((rung, index) => ({ ...rung, bitrate: told[index]!, rate: rate[index]! }));
    const rttMs = 20 + (queue / link) * 1000;
    const from = state;
    const seen = sample(at, { estimate, rttMs, report: report(0, rttMs) });
    const step = stepLadder(state, seen, context({ rungs, current: state.rung, layers: true }));
    state = step.state;
    if (step.decision) moves.push({ ...step.decision, at, from });
  }
  return moves;
}

function drive(samples: readonly Partial<LinkSample>[], change: Partial<LadderContext> = {}) {
  const moves: Move[] = [];
  let state = createLadder(0);
  samples.forEach((one, tick) => {
    const at = tick * TICK_MS;
    const from = state;
    const step = stepLadder(state, sample(at, one), context({ ...change, current: state.rung }));
    state = step.state;
    if (step.decision) moves.push({ ...step.decision, at, from });
  });
  return { state, moves };
}

function run(samples: readonly Partial<LinkSample>[], change: Partial<LadderContext> = {}): readonly Move[] {
  return drive(samples, change).moves;
}

/** @param more by ms since the beginning of the stretch */
function ticks(
  one: Partial<LinkSample>,
  ms: number,
  more?: (ms: number) => Partial<LinkSample>,
): readonly Partial<LinkSample>[] {
  return Array.from({ length: ms / TICK_MS }, (_, tick) => ({ ...one, ...more?.(tick * TICK_MS) }));
}

function sample(at: number, change: Partial<LinkSample>): LinkSample {
  return { at, estimate: null, sentBitrate: 0, rttMs: 20, loss: 0, pacerMs: 0, report: null, ...change };
}

function report(ageMs: number, rttMs: number): LinkSample['report'] {
  return { ageMs, rttMs, fps: 30, decoded: 0, freezes: 0 };
}

function context(change: Partial<LadderContext>): LadderContext {
  return { rungs: RUNGS, current: 0, layers: false, hint: 'detail', ...change };
}

function gaps(moves: readonly Move[]): readonly number[] {
  return moves.slice(1).map((move, index) => move.at - (moves[index]?.at ?? 0));
}
