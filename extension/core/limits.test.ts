import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_LIMITS, NO_LIMITS, stepLimits, type LimitsState } from './limits.ts';
import { rungsOf } from './rungs.ts';
import { NO_DEMAND, NO_WISH, type Demand, type Wish } from './wish.ts';

/** 1080, 720 and 360 lines. */
const RUNGS = rungsOf('1080p30', 'auto', { width: 1920, height: 1080 });
const TICK_MS = 250;

/** One demand after the other, each for so many ms. */
function after(...stretches: readonly (readonly [Partial<Demand>, number])[]): LimitsState {
  let state = FIRST_LIMITS;
  let at = 0;
  for (const [demand, ms] of stretches) {
    for (const end = at + ms; at < end; at += TICK_MS)
      state = stepLimits(state, { ...NO_DEMAND, ...demand }, RUNGS, at);
  }
  return state;
}

const asks = (wish: Partial<Wish>): Partial<Demand> => ({ wish: { ...NO_WISH, ...wish } });
const tile = (width: number, height: number): Partial<Demand> => ({ tile: { width, height } });

test('who asks for nothing and says nothing of its window gets all', () => {
  expect(after([{}, 60_000]).limits).toEqual({ top: 0, temporal: 2, paused: false, reason: null });
});

describe('a wish', () => {
  test('holds at once', () => {
    expect(after([asks({ maxLines: 720 }), TICK_MS]).limits).toMatchObject({ top: 1, reason: 'asked' });
    expect(after([asks({ maxLines: 480 }), TICK_MS]).limits).toMatchObject({ top: 2, reason: 'asked' });
    expect(after([asks({ maxLines: 240 }), TICK_MS]).limits.top).toBe(2);
  });

  test('for more than there is holds nothing', () => {
    expect(after([asks({ maxLines: 2160, maxFps: 60 }), TICK_MS]).limits.reason).toBeNull();
  });

  test('for fewer frames drops layers', () => {
    expect(after([asks({ maxFps: 15 }), TICK_MS]).limits).toMatchObject({ temporal: 1, reason: 'asked' });
    expect(after([asks({ maxFps: 5 }), TICK_MS]).limits.temporal).toBe(0);
  });

  test('for no picture is one for none', () => {
    expect(after([asks({ paused: true }), TICK_MS]).limits).toMatchObject({ paused: true, reason: 'asked' });
  });
});

describe('a window', () => {
  test('of 640 px gets no 1080 lines, after 3 s', () => {
    expect(after([tile(640, 360), 3000]).limits.top).toBe(0);
    expect(after([tile(640, 360), 3250]).limits).toMatchObject({ top: 1, reason: 'window' });
    expect(after([tile(320, 180), 3250]).limits.top).toBe(2);
  });

  test('that grows gets more at once', () => {
    expect(after([tile(320, 180), 5000], [tile(1920, 1080), TICK_MS]).limits.top).toBe(0);
  });

  test('that is almost as large as the picture gets all of it', () => {
    expect(after([tile(1280, 720), 10_000]).limits.top).toBe(0);
  });

  test('counts by the part that the picture takes of it', () => {
    expect(after([tile(400, 2000), 5000]).limits.top).toBe(2);
    expect(after([tile(2000, 400), 5000]).limits.top).toBe(1);
  });

  test('whose edge is dragged to and fro is not followed', () => {
    const drag = [
      [tile(640, 360), 2000],
      [tile(1600, 900), 500],
    ] as const;
    expect(after(...drag, ...drag, ...drag).limits.top).toBe(0);
  });
});

describe('a hidden page', () => {
  test('gets a slow picture of the last rung after 20 s, and all of it at once when it is shown', () => {
    const hidden = { hidden: true };
    expect(after([hidden, 20_000]).limits).toMatchObject({ paused: true });
    expect(after([hidden, 20_250]).limits).toEqual({ top: 2, temporal: 0, paused: false, reason: 'hidden' });
    expect(after([hidden, 60_000], [{}, TICK_MS]).limits).toEqual(NO_LIMITS);
    expect(after([hidden, 60_000], [{}, TICK_MS], [hidden, 2500]).limits.paused).toBe(true);
  });

  test('gets none of it where it asked for no picture', () => {
    const both = { hidden: true, ...asks({ paused: true }) };
    expect(after([both, 60_000]).limits).toMatchObject({ paused: true, reason: 'asked' });
  });

  test('gets no picture after 2 s, and one at once when it is shown', () => {
    const hidden = { hidden: true };
    expect(after([hidden, 2000]).limits.paused).toBe(false);
    expect(after([hidden, 2250]).limits).toMatchObject({ paused: true, reason: 'hidden' });
    expect(after([hidden, 60_000], [{}, TICK_MS]).limits.paused).toBe(false);
  });
});

const anyDemand: fc.Arbitrary<Demand> = fc.record({
  hidden: fc.boolean(),
  tile: fc.option(fc.record({ width: fc.nat(4000), height: fc.nat(3000) })),
  wish: fc.record({
    maxLines: fc.option(fc.integer({ min: 120, max: 4320 })),
    maxFps: fc.option(fc.integer({ min: 1, max: 120 })),
    hint: fc.constantFrom('auto' as const, 'detail' as const, 'motion' as const),
    paused: fc.boolean(),
  }),
});

test('whatever a viewer says: a rung that exists, never more than it asked for where there is less', () => {
  fc.assert(
    fc.property(fc.array(anyDemand, { maxLength: 60 }), (demands) => {
      let state = FIRST_LIMITS;
      demands.forEach((demand, tick) => {
        state = stepLimits(state, demand, RUNGS, tick * 1000);
        const { top, temporal, paused } = state.limits;
        const rung = RUNGS[top];
        expect(rung).toBeDefined();
        expect(paused || !demand.wish.paused).toBe(true);
        const most = demand.wish.maxLines ?? Infinity;
        expect((rung?.lines ?? 0) <= most * 1.02 || top === RUNGS.length - 1).toBe(true);
        const fps = (rung?.maxFramerate ?? 0) * [0.25, 0.5, 1][temporal]!;
        expect(fps <= (demand.wish.maxFps ?? Infinity) * 1.02 || temporal === 0).toBe(true);
      });
    }),
  );
});
