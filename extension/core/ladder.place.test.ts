import { describe, expect, test } from 'vitest';
import { context, GOOD, RUNGS, sample } from '../testing/ladder-run.ts';
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
