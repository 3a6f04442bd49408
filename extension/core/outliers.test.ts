import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draggers, NO_OUTLIERS, stepOutliers, type OutlierSink, type OutlierState } from './outliers.ts';
import { encoderBitrate, rungsOf } from './rungs.ts';

/** At most 8, 2.4 and 0.6 Mbps. */
const RUNGS = rungsOf('1080p30', 'auto', { width: 1920, height: 1080 });
const TICK_MS = 250;

interface Stretch {
  readonly ms: number;
  /** Mbps of each viewer's link on the first rung */
  readonly links: Readonly<Record<string, number>>;
  readonly budget?: number;
}

/** Steps through stretches of the same weather. @returns the state after each tick, with its time */
function play(
  ...stretches: readonly Stretch[]
): readonly { readonly at: number; readonly state: OutlierState }[] {
  const seen: { at: number; state: OutlierState }[] = [];
  let state = NO_OUTLIERS;
  let at = 0;
  for (const { ms, links, budget = 1 } of stretches) {
    for (const end = at + ms; at < end; at += TICK_MS) {
      const sinks = Object.entries(links).map(([id, mbps]) => sink(id, mbps));
      state = stepOutliers(state, { at, rungs: RUNGS, sinks, budget });
      seen.push({ at, state });
    }
  }
  return seen;
}

function sink(id: string, mbps: number | null, rung = 0): OutlierSink {
  return { id, rung, estimate: mbps === null ? null : mbps * 1e6 };
}

/** When the set of outliers changed, and to what. */
function changes(seen: ReturnType<typeof play>) {
  const names = seen.map(({ at, state }) => ({ at, who: [...state.outliers.keys()].join() }));
  return names.filter(({ who }, index) => who !== (names[index - 1]?.who ?? ''));
}

const strong = { b: 12, c: 12 };

describe('who drags a rung', () => {
  test('3.5 Mbps under a rung of 8 do, once they lasted for 3 s', () => {
    expect(changes(play({ ms: 20_000, links: { a: 3.5, ...strong } }))).toEqual([{ at: 3000, who: 'a' }]);
  });

  test('a short dip does not, nor does a link that is little worse than the next', () => {
    const dip = [
      { ms: 2500, links: { a: 3.5, ...strong } },
      { ms: 1000, links: { a: 12, ...strong } },
    ];
    expect(changes(play(...dip, ...dip, ...dip))).toEqual([]);
    expect(changes(play({ ms: 20_000, links: { a: 7.5, ...strong } }))).toEqual([]);
    expect(changes(play({ ms: 20_000, links: { a: 3.5, b: 4.5 } }))).toEqual([]);
  });

  test('one alone on its rung holds nobody down, nor does one whose link is not known', () => {
    expect(changes(play({ ms: 20_000, links: { a: 3.5 } }))).toEqual([]);
    expect(draggers(RUNGS[0]!, [sink('a', null), sink('b', 12)], 3)).toEqual([]);
  });

  test('all who hold it down go together, or none where the computer does not afford it', () => {
    const links = { a: 3.5, d: 3.6, ...strong };
    expect(changes(play({ ms: 20_000, links, budget: 1 }))).toEqual([]);
    expect(changes(play({ ms: 20_000, links, budget: 2 }))).toEqual([{ at: 3000, who: 'a,d' }]);
  });

  test('on another rung than the strong ones it does not', () => {
    const sinks = [sink('a', 3.5, 1), sink('b', 12), sink('c', 12)];
    let state = NO_OUTLIERS;
    for (let at = 0; at < 20_000; at += TICK_MS)
      state = stepOutliers(state, { at, rungs: RUNGS, sinks, budget: 1 });
    expect(state.outliers.size).toBe(0);
  });
});

describe('the way back', () => {
  const fall = { ms: 10_000, links: { a: 3.5, ...strong } };

  test('is open after 10 s in which it would have held nobody down', () => {
    expect(changes(play(fall, { ms: 20_000, links: { a: 12, ...strong } }))).toEqual([
      { at: 3000, who: 'a' },
      { at: 20_000, who: '' },
    ]);
  });

  test('is not taken to a rung with nobody on it: another encoder, and a gap', () => {
    const sinks = [sink('a', 3.5), sink('b', 12), sink('c', 12)];
    const lower = [sink('a', 1, 1), sink('b', 12), sink('c', 12)];
    let state = NO_OUTLIERS;
    for (let at = 0; at < 40_000; at += TICK_MS)
      state = stepOutliers(state, { at, rungs: RUNGS, sinks: at < 5000 ? sinks : lower, budget: 1 });
    expect([...state.outliers.keys()]).toEqual(['a']);
    const met = [sink('a', 1, 1), sink('b', 1.1, 1), sink('c', 12)];
    for (let at = 40_000; at < 55_000; at += TICK_MS)
      state = stepOutliers(state, { at, rungs: RUNGS, sinks: met, budget: 1 });
    expect(state.outliers.size).toBe(0);
  });

  test('is closed to who swings: the second stay takes twice as long', () => {
    const swing = [fall, { ms: 15_000, links: { a: 12, ...strong } }];
    const times = changes(play(...swing, ...swing, ...swing, ...swing, ...swing, ...swing)).map(
      ({ at }) => at,
    );
    expect(times).toEqual([3000, 20_000, 28_000]);
  });

  test('is taken at once where the computer cannot keep up, and by the last who came where it affords fewer', () => {
    const two = { a: 3.5, d: 3.6, ...strong };
    const begun = { ms: 4000, links: two, budget: 2 };
    expect(changes(play(begun, { ms: 1000, links: two, budget: 0 }))).toEqual([
      { at: 3000, who: 'a,d' },
      { at: 4000, who: '' },
    ]);
    const calm = play(begun, { ms: 250, links: two, budget: 0 }, { ms: 60_000, links: two, budget: 2 });
    expect(changes(calm).at(-1)).toEqual({ at: 57_000, who: 'a,d' });
    expect(changes(play(begun, { ms: 6000, links: two, budget: 1 })).at(-1)).toEqual({ at: 9000, who: 'a' });
  });

  test('who leaves is forgotten', () => {
    const state = play(fall, { ms: 250, links: strong }).at(-1)?.state;
    expect([...(state?.outliers.keys() ?? []), ...(state?.suspects.keys() ?? [])]).toEqual([]);
  });
});

const anyWeather = fc.array(
  fc.record({
    ms: fc.integer({ min: 1, max: 80 }).map((ticks) => ticks * TICK_MS),
    links: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.double({ min: 0.1, max: 20, noNaN: true })),
    budget: fc.nat(3),
  }),
  { maxLength: 20 },
);

describe('in any weather', () => {
  test('nobody swings faster than its dwell: 3 s before, 10 s after, unless the computer is short or it left', () => {
    fc.assert(
      fc.property(anyWeather, (stretches) => {
        const begun = new Map<string, number>();
        const all = play(...stretches.map((one) => ({ ...one, budget: 3 })));
        all.forEach(({ at, state }, index) => {
          for (const id of state.outliers.keys()) if (!begun.has(id)) begun.set(id, at);
          for (const id of begun.keys()) {
            if (state.outliers.has(id)) continue;
            const stayed = state.returns.get(id)?.from === at ? at - (begun.get(id) ?? at) : Infinity;
            expect(stayed).toBeGreaterThanOrEqual(10_000);
            begun.delete(id);
          }
          const admitted = [...state.outliers.keys()].filter((id) => !all[index - 1]?.state.outliers.has(id));
          for (const id of admitted)
            expect(
              all.slice(Math.max(0, index - 12), index).every(({ state: s }) => s.suspects.has(id)),
            ).toBe(true);
        });
      }),
    );
  });

  test('there are never more than the computer affords for longer than 5 s', () => {
    fc.assert(
      fc.property(anyWeather, (stretches) => {
        const budgets = stretches.flatMap(({ ms, budget }) =>
          Array.from({ length: ms / TICK_MS }, () => budget),
        );
        let over = 0;
        play(...stretches).forEach(({ state }, tick) => {
          over = state.outliers.size > (budgets[tick] ?? 0) ? over + TICK_MS : 0;
          expect(over).toBeLessThanOrEqual(5000);
        });
      }),
    );
  });

  test('the others get what the rung is made for, as far as the computer affords it', () => {
    const links = fc.array(fc.double({ min: 0.5, max: 20, noNaN: true }), { minLength: 2, maxLength: 14 });
    fc.assert(
      fc.property(links, (mbps) => {
        const sinks = mbps.map((rate, index) => sink(`${index}`, rate));
        let state = NO_OUTLIERS;
        for (let at = 0; at <= 60_000; at += TICK_MS)
          state = stepOutliers(state, { at, rungs: RUNGS, sinks, budget: 14 });
        const rest = sinks.filter(({ id }) => !state.outliers.has(id));
        expect(rest.length).toBeGreaterThan(0);
        // Nobody is left whose leaving would be worth it.
        expect(draggers(RUNGS[0]!, rest, 14)).toEqual([]);
        const told = encoderBitrate(
          RUNGS[0]!,
          rest.map(({ estimate }) => estimate ?? 0),
        );
        expect(told).toBeGreaterThanOrEqual(
          encoderBitrate(
            RUNGS[0]!,
            sinks.map(({ estimate }) => estimate ?? 0),
          ),
        );
      }),
    );
  });
});
