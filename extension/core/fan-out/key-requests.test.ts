import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyRequests } from './key-requests.ts';

describe('key requests', () => {
  it('go out at once, and those within 300 ms are one', () => {
    const requests = createKeyRequests();
    expect(requests.needed(1000)).toBe(0);
    requests.asked(1000);
    expect(requests.needed(1100)).toBe(200);
    expect(requests.needed(1150)).toBeNull();
    requests.asked(1300);
    expect(requests.needed(2000)).toBe(0);
  });

  it('of a viewer that keeps losing its picture come ever more seldom', () => {
    const requests = createKeyRequests();
    const answered: number[] = [];
    for (let at = 0; at <= 60_000; at += 250) {
      if (requests.lost('broken', at) === null) continue;
      requests.asked(at);
      answered.push(at);
    }
    const gaps = answered.slice(1).map((at, index) => at - (answered[index] ?? 0));
    expect(answered.length).toBeLessThan(10);
    expect(gaps).toEqual(gaps.toSorted((one, other) => one - other));
  });

  it('of one viewer do not hold up another’s', () => {
    const requests = createKeyRequests();
    requests.lost('broken', 0);
    requests.asked(0);
    expect(requests.lost('broken', 400)).toBeNull();
    expect(requests.lost('other', 400)).toBe(0);
  });

  it('are forgiven after a quiet time', () => {
    const requests = createKeyRequests();
    for (const at of [0, 700, 2000]) {
      requests.lost('viewer', at);
      requests.asked(at);
    }
    expect(requests.lost('viewer', 2000 + 2400 + 2500)).toBe(0);
    requests.asked(7000);
    expect(requests.lost('viewer', 7000 + 700)).toBe(0);
  });

  it('never ask twice within 300 ms, whoever asks', () => {
    const asks = fc.array(fc.record({ wait: fc.nat(200), viewer: fc.constantFrom(null, 'a', 'b') }));
    fc.assert(
      fc.property(asks, (all) => {
        const requests = createKeyRequests();
        const asked: number[] = [];
        let at = 0;
        let due = Number.POSITIVE_INFINITY;
        for (const { wait, viewer } of all) {
          at += wait;
          if (due <= at) {
            requests.asked(due);
            asked.push(due);
            due = Number.POSITIVE_INFINITY;
          }
          const ms = viewer === null ? requests.needed(at) : requests.lost(viewer, at);
          if (ms !== null) due = at + ms;
        }
        const gaps = asked.slice(1).map((one, index) => one - (asked[index] ?? 0));
        expect(gaps.filter((gap) => gap < 300)).toEqual([]);
      }),
    );
  });
});
