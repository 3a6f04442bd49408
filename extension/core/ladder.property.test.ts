import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GOOD, report, run, drive, RUNGS, TICK_MS, ticks, UNKNOWN } from '../testing/ladder-run.ts';
import { expectedBitrate } from './ladder-places.ts';
import { refugeBelow } from './ladder-refuge.ts';
import { NO_LIMITS } from './limits.ts';

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
  limits: fc.record({ top: fc.nat(2), temporal: fc.constantFrom(0 as const, 1 as const, 2 as const) }),
  budget: fc.option(fc.nat(9_000_000)),
  together: fc.boolean(),
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
          expect(rung).toBeGreaterThanOrEqual(change.limits.top);
          expect(temporal).toBeLessThanOrEqual(change.layers ? change.limits.temporal : 2);
          expect(up ? level > 0 : level < 0).toBe(true);
          expect(RUNGS[rung]).toBeDefined();
          expect(up && from.rung - rung > 1).toBe(false);
          expect(change.layers || temporal === 2).toBe(true);
        }
      }),
    );
  });

  test('it never swings faster than it settles: 0.5 s after a small step, 1.2 after a rung down, 2 before one up, 1 between two', () => {
    fc.assert(
      fc.property(weather, anyContext, (stretches, change) => {
        const moves = run(stretches.flat(), change);
        moves.slice(1).forEach((move, index) => {
          const up = move.reason === 'recovered' || move.reason === 'trial';
          const last = moves[index];
          if (last?.reason === 'limits') return;
          const climbed = last?.reason === 'recovered' || last?.reason === 'trial';
          const rungDown = (last?.rung ?? 0) > (last?.from.rung ?? 0);
          expect(move.at - (last?.at ?? 0)).toBeGreaterThanOrEqual(
            up ? (climbed ? 1000 : 2000) : rungDown ? 1200 : 500,
          );
        });
      }),
    );
  });

  test('it never goes where the estimate says that it does not fit, but to the last rung and on trial', () => {
    fc.assert(
      fc.property(weather, anyContext, (stretches, change) => {
        const samples = stretches.flat();
        for (const move of run(samples, change)) {
          const carried = samples[move.at / TICK_MS]?.estimate;
          const estimate = carried && Math.min(carried, change.budget ?? Infinity);
          const { rung, temporal, reason } = move;
          if (reason === 'trial' || reason === 'limits' || rung === 2 || !estimate || move.at < 2000)
            continue;
          const obeys = change.together && estimate !== carried;
          const recovered = 1.15 * expectedBitrate({ rung, temporal }, change.rungs, obeys);
          const share = temporal < 2 ? 0.65 : 1;
          const lowered = rung === move.from.rung ? 0 : ((RUNGS[rung]?.bitrate ?? 0) * share) / 0.8;
          const refuge = refugeBelow(move.from.refuge, move.from.rung, estimate, move.at);
          const wellThere = refuge?.rung === rung ? 0 : lowered;
          expect(estimate).toBeGreaterThanOrEqual(reason === 'recovered' ? recovered : wellThere);
        }
      }),
    );
  });

  test('once every input is clean it always comes back to all of the first rung', () => {
    fc.assert(
      fc.property(weather, anyContext, fc.constantFrom(GOOD, UNKNOWN), (stretches, change, clean) => {
        // An estimate seen before may not turn to null and be clean.
        const calm = clean === UNKNOWN && stretches.some(([one]) => one?.estimate) ? GOOD : clean;
        const all = { ...change, budget: null };
        const { state } = drive([...stretches.flat(), ...ticks(calm, 320_000)], all);
        const { top, temporal } = change.limits;
        expect(state).toMatchObject({ rung: top, temporal: change.layers ? temporal : 2 });
      }),
      { numRuns: 60 },
    );
  });

  test('a viewer that never reports on a clean link stays on the first rung', () => {
    fc.assert(
      fc.property(
        anyContext.map((one) => ({ ...one, limits: NO_LIMITS, budget: null })),
        fc.array(fc.nat(800), { maxLength: 200 }),
        (change, rtts) => {
          expect(
            run(
              rtts.map((rttMs) => ({ ...GOOD, rttMs })),
              change,
            ),
          ).toEqual([]);
        },
      ),
    );
  });
});
