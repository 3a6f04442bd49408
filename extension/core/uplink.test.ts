import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_UPLINK, shareUplink, stepUplink, type UplinkSink, type UplinkState } from './uplink.ts';

const TICK_MS = 250;
const MBPS = 1_000_000;

const anySinks = fc
  .array(
    fc.record({
      demand: fc.integer({ min: 1, max: 60 * MBPS }),
      weight: fc.integer({ min: 1, max: 9 * MBPS }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((sinks) => sinks.map((sink, index) => ({ id: String(index), ...sink })));
const anyCapacity = fc.integer({ min: 0, max: 200 * MBPS });

function sum(shares: ReadonlyMap<string, number>): number {
  return [...shares.values()].reduce((total, share) => total + share, 0);
}

describe('what is shared out', () => {
  test('is never more than the pipe carries, nor more than anybody needs, and all of it where it is short', () => {
    fc.assert(
      fc.property(anyCapacity, anySinks, (capacity, sinks) => {
        const shares = shareUplink(capacity, sinks);
        expect(sum(shares)).toBeLessThanOrEqual(capacity + 1e-6);
        for (const { id, demand } of sinks) expect(shares.get(id)).toBeLessThanOrEqual(demand);
        const wanted = sinks.reduce((total, { demand }) => total + demand, 0);
        expect(sum(shares)).toBeGreaterThan(0.999 * Math.min(capacity, wanted) - 1);
      }),
    );
  });

  test('starves nobody: each gets 200 kbit/s or its equal part, if it needs so much', () => {
    fc.assert(
      fc.property(anyCapacity, anySinks, (capacity, sinks) => {
        const shares = shareUplink(capacity, sinks);
        const least = Math.min(200_000, capacity / sinks.length);
        for (const { id, demand } of sinks)
          expect(shares.get(id)).toBeGreaterThan(0.999 * Math.min(least, demand) - 1);
      }),
    );
  });

  test('grows for everybody with the pipe', () => {
    fc.assert(
      fc.property(anyCapacity, anyCapacity, anySinks, (one, other, sinks) => {
        const less = shareUplink(Math.min(one, other), sinks);
        const more = shareUplink(Math.max(one, other), sinks);
        for (const { id } of sinks) expect(more.get(id)).toBeGreaterThanOrEqual((less.get(id) ?? 0) - 1);
      }),
    );
  });

  test('goes by the size of the window where needs are the same', () => {
    const sinks = [
      { id: 'large', demand: 8 * MBPS, weight: 3 },
      { id: 'small', demand: 8 * MBPS, weight: 1 },
    ];
    const shares = shareUplink(4 * MBPS, sinks);
    expect((shares.get('large') ?? 0) / (shares.get('small') ?? 1)).toBeGreaterThan(2);
  });

  test('is everything for one', () => {
    expect(shareUplink(5 * MBPS, [{ id: 'a', demand: 8 * MBPS, weight: 1 }]).get('a')).toBeCloseTo(
      5 * MBPS,
      -1,
    );
  });
});

/** Viewers that get the same. @param estimate bit/s of each */
function alike(count: number, estimate: number, sent = estimate): UplinkSink[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    estimate,
    sent,
    demand: 8 * MBPS,
    weight: 1,
  }));
}

function run(...stretches: readonly (readonly [readonly UplinkSink[], number])[]): UplinkState {
  let state = NO_UPLINK;
  let at = 0;
  for (const [sinks, ms] of stretches) {
    for (const end = at + ms; at < end; at += TICK_MS) state = stepUplink(state, sinks, at);
  }
  return state;
}

describe('the way out', () => {
  test('is short where all estimates fall together to what is sent', () => {
    const state = run([alike(3, 8 * MBPS, 5 * MBPS), 5000], [alike(3, 2 * MBPS), 500]);
    expect(state.capacity).toBe(6 * MBPS);
  });

  test('is not where one of many falls: that is its own link', () => {
    const one = alike(3, 8 * MBPS).map((sink, index) => (index === 0 ? { ...sink, estimate: MBPS } : sink));
    expect(run([alike(3, 8 * MBPS), 5000], [one, 5000]).capacity).toBeNull();
  });

  test('is not where two of three fall', () => {
    const two = alike(3, 8 * MBPS).map((sink, index) => (index < 2 ? { ...sink, estimate: MBPS } : sink));
    expect(run([alike(3, 8 * MBPS), 5000], [two, 5000]).capacity).toBeNull();
  });

  test('is not found lower for what is sent less because of it', () => {
    const state = run(
      [alike(3, 8 * MBPS), 5000],
      [alike(3, 2 * MBPS), 500],
      [alike(3, 2 * MBPS, MBPS), 5000],
    );
    expect(state.capacity).toBe(6 * MBPS);
  });

  test('is not where next to nothing is sent: a still page proves nothing', () => {
    const state = run([alike(3, 8 * MBPS, 50_000), 5000], [alike(3, 2 * MBPS, 50_000), 5000]);
    expect(state.capacity).toBeNull();
  });

  test('is not known from one viewer', () => {
    expect(run([alike(1, 8 * MBPS), 5000], [alike(1, MBPS), 5000]).capacity).toBeNull();
  });

  test('is tried again, faster each time, until nobody is short', () => {
    const fall = [alike(3, 8 * MBPS), 5000] as const;
    const short = [alike(3, 2 * MBPS), 500] as const;
    const hopeful = alike(3, 9 * MBPS, 2 * MBPS);
    expect(run(fall, short, [hopeful, 4000]).capacity).toBeGreaterThan(6 * MBPS);
    expect(run(fall, short, [hopeful, 4000]).capacity).toBeLessThan(7 * MBPS);
    expect(run(fall, short, [hopeful, 40_000]).capacity).toBeNull();
  });

  test('goes back to about what held when a try fails, though the estimates fall further', () => {
    const hopeful = alike(3, 9 * MBPS, 2 * MBPS);
    const fall = [alike(3, 8 * MBPS), 5000] as const;
    const state = run(fall, [alike(3, 2 * MBPS), 500], [hopeful, 4000], [alike(3, MBPS), 500]);
    expect(state.capacity).toBeCloseTo(0.7 * 6 * MBPS, -3);
  });

  test('of 6 Mbps is filled to four fifths, and tried past that at most five times in 3 minutes', () => {
    let state = NO_UPLINK;
    let tries = 0;
    let filled = 0;
    let wasShort = false;
    for (let at = 0; at < 190_000; at += TICK_MS) {
      const each = Math.min(8 * MBPS, (state.capacity ?? 24 * MBPS) / 3);
      const isShort = at > 5000 && 3 * each > 6 * MBPS;
      // A pipe that is too full lets every estimate fall too far; with room they promise far too much.
      state = stepUplink(state, alike(3, isShort ? 1.3 * MBPS : 9 * MBPS, isShort ? 1.9 * MBPS : each), at);
      if (isShort && !wasShort && at > 10_000) tries += 1;
      wasShort = isShort;
      if (at > 40_000) filled += Math.min(6 * MBPS, state.capacity ?? 0) / 600;
    }
    expect(tries).toBeLessThanOrEqual(5);
    expect(filled).toBeGreaterThan(0.8 * 6 * MBPS);
  });

  test('stays as it is while the estimates promise no more', () => {
    const state = run([alike(3, 8 * MBPS), 5000], [alike(3, 2 * MBPS), 60_000]);
    expect(state.capacity).toBe(6 * MBPS);
  });
});
