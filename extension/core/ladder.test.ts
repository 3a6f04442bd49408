import { describe, expect, test } from 'vitest';
import {
  context,
  GOOD,
  report,
  run,
  RUNGS,
  sample,
  TICK_MS,
  ticks,
  UNKNOWN,
  type Move,
} from '../testing/ladder-run.ts';
import type { LinkSample } from './congestion.ts';
import { createLadder, stepLadder } from './ladder.ts';

/** Too little for what the first rung makes, and enough for the second. */
const SHORT: Partial<LinkSample> = { estimate: 3_500_000 };
/** Less than the first rung can be held down to. */
const FAR_SHORT: Partial<LinkSample> = { estimate: 2_700_000 };

describe('downwards', () => {
  test('an estimate that no encoder obeys moves the viewer in the second tick that shows it', () => {
    const rungs = RUNGS.map((rung) => ({ ...rung, rate: Math.min(rung.maxBitrate, 4_400_000) }));
    const moves = run([...ticks(GOOD, 3000), ...ticks(FAR_SHORT, 500)], { rungs });
    expect(moves).toMatchObject([{ at: 3250, rung: 2, temporal: 2, reason: 'link' }]);
  });

  test('one of less than half of what is sent moves it in the first: all that is sent on is lost, and sent again', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks({ estimate: 2_000_000 }, 250)]);
    expect(moves).toMatchObject([{ at: 3000, rung: 2 }]);
  });

  test('a tight one moves it in the third: by then the encoder has slowed down, if it can', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks(SHORT, 1000)]);
    expect(moves).toMatchObject([{ at: 3500, rung: 1, temporal: 2, reason: 'link' }]);
    expect(run([...ticks(GOOD, 3000), ...ticks(SHORT, 500), ...ticks(GOOD, 1000)])).toEqual([]);
  });

  test('two witnesses move it in the first', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks({ ...FAR_SHORT, pacerMs: 200 }, 250)]);
    expect(moves).toMatchObject([{ at: 3000, rung: 2 }]);
  });

  test('what an encoder makes counts, not what it was told a moment ago', () => {
    const rungs = RUNGS.map((rung) => ({ ...rung, bitrate: rung.minBitrate, rate: 4_500_000 }));
    const moves = run([...ticks(GOOD, 3000), ...ticks({ estimate: 2_900_000 }, 1000)], { rungs });
    expect(moves).toMatchObject([{ at: 3500 }]);
  });

  test('losses of before a step down are no reason for another, while the queue drains and RTCP tells of it', () => {
    const lossy = { estimate: 230_000, loss: 0.3 };
    const fall = [...ticks(GOOD, 3000), ...ticks({ ...lossy, pacerMs: 300 }, 250)];
    const rungs = RUNGS.map((rung) => ({ ...rung, rate: Math.min(rung.maxBitrate, 200_000) }));
    const change = { layers: true, rungs };
    const small = {
      ...change,
      rungs: rungs.map((rung, index) => (index === 0 ? { ...rung, rate: 3_000_000 } : rung)),
    };
    expect(run([...fall, ...ticks(lossy, 2500)], small).map(({ rung }) => rung)).toEqual([2]);
    expect(run([...fall, ...ticks(lossy, 4000)], small)).toMatchObject([
      { rung: 2 },
      { rung: 2, temporal: 1 },
    ]);
  });

  test('one bad tick between good ones does not', () => {
    const flicker = [...ticks(SHORT, 250), ...ticks(GOOD, 250)];
    expect(run([...ticks(GOOD, 3000), ...Array.from({ length: 40 }, () => flicker).flat()])).toEqual([]);
  });

  test('the old queue may drain for 1.2 s before the next step', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks(SHORT, 750), ...ticks({ estimate: 100_000 }, 3000)]);
    expect(moves.map(({ rung }) => rung)).toEqual([1, 2]);
    expect(gaps(moves)).toEqual([1250]);
  });

  test('an estimate that disappears sends it to the last rung', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks({ estimate: 0 }, 1000)]);
    expect(moves).toMatchObject([{ at: 3250, rung: 2, reason: 'link' }]);
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
    const worse = run([...ticks(GOOD, 3000), ...ticks(slight, 750), ...ticks(SHORT, 2000)], layered);
    expect(worse).toMatchObject([
      { rung: 0, temporal: 1 },
      { rung: 1, temporal: 2 },
    ]);
    expect(gaps(worse)).toEqual([750]);
  });

  test('text on a link that stays short keeps its lines at fewer frames, motion its frames at fewer lines', () => {
    const short = [...ticks(GOOD, 3000), ...ticks({ estimate: 4_500_000 }, 2000)];
    expect(run(short, { layers: true })).toMatchObject([{ at: 3500, rung: 0, temporal: 0 }]);
    expect(run(short, { layers: true, hint: 'motion' })).toMatchObject([{ at: 3500, rung: 1, temporal: 2 }]);
  });

  test('text whose link has a queue already goes there too: half of the frames would not drain it', () => {
    const queued = ticks({ estimate: 4_500_000, pacerMs: 300, loss: 0.5 }, 500);
    const moves = run([...ticks(GOOD, 3000), ...ticks({ estimate: 4_500_000 }, 250), ...queued], {
      layers: true,
    });
    expect(moves).toMatchObject([{ at: 3250, rung: 1, temporal: 2 }]);
  });

  test('text whose link falls on goes to where that will not be felt', () => {
    const fall = ticks({}, 1000, (ms) => ({ estimate: 4_500_000 * 0.6 ** (ms / TICK_MS) }));
    const moves = run([...ticks(GOOD, 3000), ...fall], { layers: true });
    expect(moves).toMatchObject([{ at: 3250, rung: 2, temporal: 2 }]);
  });

  test('a step up that fails at once is taken back after half a second', () => {
    const both = { ...SHORT, pacerMs: 300 };
    const moves = run([
      ...ticks(GOOD, 3000),
      ...ticks(SHORT, 750),
      ...ticks(GOOD, 2000),
      ...ticks(both, 1000),
    ]);
    expect(moves.map(({ rung }) => rung)).toEqual([1, 0, 1]);
    expect(gaps(moves)).toEqual([2000, 500]);
  });
});

describe('upwards', () => {
  test('an estimate with headroom for 1.5 s brings it back, after 2 s on the lower rung', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks(SHORT, 750), ...ticks(GOOD, 5000)]);
    expect(moves.slice(1)).toMatchObject([{ rung: 0, temporal: 2, reason: 'recovered' }]);
    expect(gaps(moves)).toEqual([2000]);
  });

  test('an estimate that nothing like it was sent for has to last for 3 s', () => {
    const hope = ticks({ ...GOOD, sentBitrate: 5_900_000 }, 6000);
    const moves = run([...ticks(GOOD, 3000), ...ticks(SHORT, 750), ...hope]);
    expect(gaps(moves)).toEqual([3250]);
  });

  test('one step at a time', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks({ estimate: 0 }, 500), ...ticks(GOOD, 6000)]);
    expect(moves.map(({ rung }) => rung)).toEqual([2, 1, 0]);
    expect(gaps(moves)).toEqual([2000, 1000]);
  });

  test('not in the tick in which the estimate falls, though it promises enough still', () => {
    const short = [...ticks(GOOD, 3000), ...ticks(SHORT, 750)];
    const high = { estimate: 30_000_000 };
    // It would go up after 2 s.
    const moves = run([...short, ...ticks(high, 1750), ...ticks(GOOD, 250), ...ticks(SHORT, 500)]);
    expect(moves.map(({ rung }) => rung)).toEqual([1]);
    expect(run([...short, ...ticks(GOOD, 3000)]).map(({ rung }) => rung)).toEqual([1, 0]);
  });

  test('frames that a deep fall took on the same rung are back after 6 s, not 40', () => {
    const rungs = RUNGS.map((rung) => ({ ...rung, rate: Math.min(rung.maxBitrate, 4_000_000) }));
    const back = [...ticks(GOOD, 3000), ...ticks({ estimate: 0 }, 500), ...ticks(GOOD, 10_000)];
    const fall = [...back, ...ticks({ estimate: 3_400_000 }, 1000), ...ticks(GOOD, 20_000)];
    const moves = run(fall, { rungs, layers: true }).filter(({ at }) => at >= 13_500);
    expect(moves.map(({ rung, temporal }) => [rung, temporal])).toEqual([
      [0, 1],
      [0, 2],
    ]);
    expect((moves[1]?.at ?? 0) - (moves[0]?.at ?? 0)).toBe(6000);
  });

  test('a fall that paused before it was acted on was deep all the same', () => {
    const back = [...ticks(GOOD, 3000), ...ticks({ estimate: 0 }, 500), ...ticks(GOOD, 10_000)];
    const rungs = RUNGS.map((rung) => ({ ...rung, rate: Math.min(rung.maxBitrate, 4_000_000) }));
    const fall = ticks({ estimate: 3_400_000 }, 1000);
    const moves = run([...back, ...fall, ...ticks(GOOD, 60_000)], { rungs });
    const [again, whole] = moves.filter(({ at, rung }) => at >= 13_500 && rung <= 1);
    expect((whole?.at ?? 0) - (again?.at ?? 0)).toBe(40_000);
  });

  test('not while the round trip tells of a queue', () => {
    const near = { ...GOOD, report: report(0, 20) };
    const far = { ...GOOD, report: report(0, 400) };
    const moves = run([...ticks(near, 3000), ...ticks({ estimate: 0 }, 500), ...ticks(far, 10_000)]);
    expect(moves.map(({ rung }) => rung)).toEqual([2]);
  });

  test('a link without an estimate is tried after 8 s without trouble', () => {
    const lossy = ticks({ ...UNKNOWN, pacerMs: 300, loss: 0.5 }, 500);
    const moves = run([...ticks(UNKNOWN, 3000), ...lossy, ...ticks(UNKNOWN, 9000)]);
    expect(moves.slice(1)).toMatchObject([{ rung: 0, reason: 'trial' }]);
    expect(gaps(moves)[0]).toBeGreaterThanOrEqual(8000);
  });

  test('one whose estimate grows past the least of the next rung is tried after 4 s: busy links are not probed', () => {
    const grows = ticks({ estimate: 3_200_000 }, 6000);
    const busy = {
      rungs: RUNGS.map((rung, index) => ({ ...rung, rate: index === 0 ? 5_000_000 : rung.rate })),
    };
    const moves = run([...ticks(GOOD, 3000), ...ticks({ estimate: 3_100_000 }, 750), ...grows], busy);
    expect(moves.slice(0, 2)).toMatchObject([{ rung: 1 }, { rung: 0, reason: 'trial' }]);
    expect(gaps(moves)[0]).toBe(4000);
  });

  test('an encoder that others use gets 1.5 s to slow down for who came up', () => {
    const moves = run([
      ...ticks(GOOD, 3000),
      ...ticks(SHORT, 750),
      ...ticks(GOOD, 2000),
      ...ticks(SHORT, 1250),
      ...ticks(GOOD, 5000),
    ]);
    expect(moves.map(({ rung }) => rung)).toEqual([1, 0]);
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

  test('a step that fails is repeated after 6 s, then 12, 24, 48 and 60', () => {
    const waits = failingTrials(6, 1000).map((move) => move.at - move.from.movedAt);
    expect(waits).toEqual([2000, 6000, 12_000, 24_000, 48_000, 60_000]);
  });

  test('one that went well for longer than 3 s, and then failed, after 40 s: the link swings', () => {
    const again = failingTrials(6, 8000, FAR_SHORT).filter(
      ({ rung, from }) => rung === 0 && from.failures.backoffs.has(0),
    );
    const waits = again.map((move) => move.at - (move.from.failures.backoffs.get(0)?.failedAt ?? 0));
    expect(waits[0]).toBeGreaterThanOrEqual(40_000);
    expect(waits[0]).toBeLessThanOrEqual(42_000);
  });

  test('but after 6 s where the picture took more than the link had', () => {
    const waits = failingTrials(2, 8000, { estimate: 7_000_000 }).map((move) => move.at - move.from.movedAt);
    expect(waits).toEqual([2000, 6000]);
  });

  test('a mistake is not held against the rung below it, however far it made the viewer fall', () => {
    const fall = { estimate: 2_000_000, pacerMs: 300 };
    const first = [...ticks(GOOD, 3000), ...ticks({ estimate: 0 }, 500), ...ticks(GOOD, 3500)];
    const moves = run([...first, ...ticks(fall, 250), ...ticks(GOOD, 3000)]);
    expect(moves.map(({ rung }) => rung)).toEqual([2, 1, 0, 2, 1]);
    expect(gaps(moves).at(-1)).toBe(2000);
  });

  test('the waiting begins with the failure, whatever was climbed since', () => {
    const moves = run([
      ...ticks(GOOD, 3000),
      ...ticks({ estimate: 0 }, 500),
      ...ticks(GOOD, 4000),
      ...ticks({ estimate: 0 }, 500),
      ...ticks(GOOD, 10_000),
    ]);
    expect(moves.map(({ rung }) => rung)).toEqual([2, 1, 0, 2, 1, 0]);
    const [fall, , back] = moves.slice(3);
    expect((back?.at ?? 0) - (fall?.at ?? 0)).toBe(6000);
  });

  test('a step that lasts 20 s clears the record', () => {
    const dip = ticks({ ...SHORT, pacerMs: 300 }, 750);
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
    expect(ups.map((move) => move.at - move.from.movedAt)).toEqual([2000, 6000, 2000]);
  });
});

describe('a link that falls again', () => {
  const rates = [3_000_000, 900_000, 300_000] as const;
  const rungs = RUNGS.map((rung, index) => ({ ...rung, rate: rates[index] ?? null }));
  const fall = ticks({ estimate: 1_500_000 }, 500);
  /** Down to the last rung, up by one where the link carries that, and all the way when it is whole again. */
  const once = [...ticks(GOOD, 3000), ...fall, ...ticks({ estimate: 1_300_000 }, 7000), ...ticks(GOOD, 5000)];

  test('as far as before is answered by the rung on which the viewer was well then', () => {
    const moves = run([...once, ...fall], { rungs });
    expect(moves.map(({ rung }) => rung)).toEqual([2, 1, 0, 1]);
  });

  test('further than before is answered as if it were the first time', () => {
    const moves = run([...once, ...ticks({ estimate: 500_000 }, 500)], { rungs });
    expect(moves.map(({ rung }) => rung)).toEqual([2, 1, 0, 2]);
  });

  test('after a minute as well', () => {
    const moves = run([...once, ...ticks(GOOD, 60_000), ...fall], { rungs });
    expect(moves.map(({ rung }) => rung)).toEqual([2, 1, 0, 2]);
  });
});

/** A viewer whose link carries the second rung and never the first for long. @param ms after which a step up fails */
function failingTrials(count: number, ms: number, failure = SHORT): readonly Move[] {
  const ups: Move[] = [];
  let state = createLadder(0);
  for (let at = 0; ups.length < count; at += TICK_MS) {
    const short = state.rung === 0 && at - state.movedAt >= ms - 250;
    const from = state;
    const step = stepLadder(state, sample(at, short ? failure : GOOD), context({ current: state.rung }));
    state = step.state;
    if (step.decision?.reason === 'recovered') ups.push({ ...step.decision, at, from });
  }
  return ups;
}

function gaps(moves: readonly Move[]): readonly number[] {
  return moves.slice(1).map((move, index) => move.at - (moves[index]?.at ?? 0));
}
