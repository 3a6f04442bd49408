import { describe, expect, test } from 'vitest';
import type { LinkSample } from './congestion.ts';
import { GOOD, run, RUNGS, ticks } from '../testing/ladder-run.ts';

/** Below what the first rung takes, and above what it can do with. */
const SHORT: Partial<LinkSample> = { estimate: 3_500_000 };

describe('a part of the way out', () => {
  test('counts like an estimate, and is told as what it is', () => {
    const moves = run([...ticks(GOOD, 3000)], { budget: 2_000_000 });
    expect(moves).toMatchObject([{ rung: 2, reason: 'uplink' }]);
  });

  test('that is larger than the estimate changes nothing', () => {
    const moves = run([...ticks(GOOD, 3000), ...ticks(SHORT, 1000)], { budget: 9_000_000 });
    expect(moves).toMatchObject([{ rung: 1, reason: 'link' }]);
  });

  describe('that is everybody’s alike', () => {
    const budget = 5_000_000;
    const slowed = RUNGS.map((rung, index) => (index === 0 ? { ...rung, bitrate: 4_250_000 } : rung));

    test('takes nobody down while a slower encoder mends it', () => {
      const calm = ticks(GOOD, 5000);
      expect(run(calm, { budget, rungs: slowed, together: true })).toEqual([]);
      expect(run(calm, { budget, rungs: slowed })[0]).toMatchObject({ reason: 'uplink' });
      const [first] = run(calm, { budget: 1_000_000, rungs: slowed, together: true });
      expect(first).toMatchObject({ reason: 'uplink' });
    });

    test('is all that one waits for before one goes up again', () => {
      const after = [...ticks(GOOD, 3000), ...ticks(SHORT, 1000), ...ticks(GOOD, 4000)];
      expect(run(after, { budget, rungs: slowed, together: true })).toMatchObject([
        { rung: 1, reason: 'link' },
        { rung: 0, reason: 'recovered' },
      ]);
      const alone = run(after, { budget, rungs: slowed });
      expect(alone.filter(({ reason }) => reason === 'recovered')).toEqual([]);
    });
  });
});
