import { describe, expect, test } from 'vitest';
import { context, GOOD, run, RUNGS, sample, ticks } from '../testing/ladder-run.ts';
import { createLadder, stepLadder } from './ladder.ts';

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

describe('limits', () => {
  const small = { limits: { top: 1, temporal: 2 } } as const;

  test('hold at once, without a settling time, and are no failure of the rung', () => {
    const { state, decision } = stepLadder(createLadder(0), sample(5000, GOOD), context(small));
    expect(decision).toEqual({ rung: 1, temporal: 2, reason: 'limits' });
    expect(state.failures.backoffs.size).toBe(0);
  });

  test('that go give back at once what they took', () => {
    const { state } = stepLadder(
      createLadder(0),
      sample(5000, GOOD),
      context({ limits: { top: 2, temporal: 2 } }),
    );
    const back = stepLadder(state, sample(5250, GOOD), context({ current: 2 }));
    expect(back.decision).toEqual({ rung: 0, temporal: 2, reason: 'limits' });
  });

  test('that end while little was sent give back all of it in the same tick', () => {
    const hidden = { top: 2, temporal: 0 } as const;
    const away = run([...ticks(GOOD, 3000), ...ticks(GOOD, 20_000)], { layers: true, limits: hidden });
    expect(away.map(({ rung, temporal }) => [rung, temporal])).toEqual([[2, 0]]);
    const { state } = stepLadder(
      createLadder(0),
      sample(5000, GOOD),
      context({ layers: true, limits: hidden }),
    );
    const back = stepLadder(state, sample(65_000, GOOD), context({ layers: true, current: 2 }));
    expect(back.decision).toEqual({ rung: 0, temporal: 2, reason: 'limits' });
  });

  test('but not what the link carries no more', () => {
    const { state } = stepLadder(
      createLadder(0),
      sample(5000, GOOD),
      context({ limits: { top: 2, temporal: 2 } }),
    );
    const thin = stepLadder(state, sample(5250, { estimate: 1_000_000 }), context({ current: 2 }));
    expect(thin.decision).toBeNull();
  });

  test('are never passed on the way up', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks({ estimate: 0 }, 500), ...ticks(GOOD, 60_000)], small);
    expect(moves.map(({ rung }) => rung)).toEqual([1, 2, 1]);
  });
});
