import { describe, expect, test } from 'vitest';
import { simulate, TICK_MS, type Move } from '../testing/ladder-run.ts';
import { runShaped } from '../testing/shaped-link.ts';

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

describe.each(SEEDS.map((seed) => ({ seed })))('on a token bucket, seed $seed', ({ seed }) => {
  test.each([1_000_000, 500_000])('10 Mbps that fall to %i and return: down at once, back soon', (low) => {
    const capacity = (at: number) => (at >= 15_000 && at < 30_000 ? low : 10_000_000);
    const { moves, waits } = runShaped({ seed, ms: 60_000, capacity });
    expect(moves.find(({ at }) => at >= 15_000)?.at).toBeLessThanOrEqual(15_500);
    // What waits in the link and what comes before the step down are the freeze that a viewer sees.
    const stuck = waits.filter(([at, seconds]) => at < 18_000 && seconds > 0.15);
    expect(stuck.length * TICK_MS).toBeLessThanOrEqual(500);
    const last = moves.at(-1);
    expect(last).toMatchObject({ rung: 0, temporal: 2 });
    expect((last?.at ?? 0) - 30_000).toBeLessThanOrEqual(low === 1_000_000 ? 6000 : 8500);
  });
});

describe('a saw-tooth of 4 and 1 Mbps each 10 s on a token bucket', () => {
  const runs = SEEDS.map((seed) => {
    const { moves } = runShaped({ seed, ms: 190_000, capacity: sawTooth });
    return { seed, moves: moves.filter(({ at }) => at >= 10_000) };
  });

  test('is followed by at most 4 switches in the minute after the first fall', () => {
    const counts = runs.map(({ moves }) => switches(moves.filter(({ at }) => at < 70_000)));
    expect(
      counts.toSorted((one, other) => one - other)[20],
      `seeds 1 to 40: ${counts.join()}`,
    ).toBeLessThanOrEqual(4);
    expect(Math.max(...counts), `seeds 1 to 40: ${counts.join()}`).toBeLessThanOrEqual(7);
  });

  test('and by fewer as it goes on', () => {
    const minutes = runs.map(({ moves }) => switches(moves) / 3);
    expect(Math.max(...minutes), `seeds 1 to 40: ${minutes.join()}`).toBeLessThanOrEqual(4);
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
    const moves = simulate(180_000, sawTooth);
    expect(switches(moves)).toBeGreaterThan(0);
    expect(switches(moves) / 3).toBeLessThanOrEqual(4);
  });

  test('a steady 3 Mbps is no reason to move back and forth', () => {
    const moves = simulate(180_000, () => 3_000_000);
    expect(moves.filter(({ at }) => at > 60_000).length / 2).toBeLessThanOrEqual(2);
  });
});

/** bit/s of a link that swings between 4 and 1 Mbps each 10 s. @param at ms */
function sawTooth(at: number): number {
  return Math.floor(at / 10_000) % 2 === 0 ? 4_000_000 : 1_000_000;
}

/** Changes of the size of the picture, as `npm run bench:adapt` counts them. */
function switches(moves: readonly Move[]): number {
  return moves.filter(({ rung, from }) => rung !== from.rung).length;
}
