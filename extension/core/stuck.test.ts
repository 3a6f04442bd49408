import { describe, expect, test } from 'vitest';
import {
  cryingMs,
  hearCries,
  lastProgress,
  stuckMs,
  type Cries,
  type CryingMoment,
  type Progress,
} from './stuck.ts';

const at = (ms: number, written: number, decoded: number | null, input: Progress['input'] = 1): Progress => ({
  at: ms,
  written,
  decoded,
  input,
  congested: false,
});

test('a viewer that decodes nothing of a rung is stuck since it got the first frame', () => {
  const begun = at(0, 100, 7);
  expect(lastProgress(begun, at(500, 115, 7))).toBe(begun);
  expect(stuckMs(begun, at(1000, 130, 7))).toBe(1000);
});

test('one decoded frame, or another input, is a new beginning', () => {
  const begun = at(0, 100, 7);
  const decoded = at(500, 115, 8);
  expect(lastProgress(begun, decoded)).toBe(decoded);
  const switched = at(500, 115, 7, 2);
  expect(lastProgress(begun, switched)).toBe(switched);
});

test('without frames, without reports, or with its own encoder nobody is stuck', () => {
  expect(stuckMs(at(0, 100, 7), at(1000, 104, 7))).toBeNull();
  expect(stuckMs(at(0, 100, null), at(1000, 200, null))).toBeNull();
  expect(stuckMs(at(0, 100, 7, 'own'), at(1000, 200, 7, 'own'))).toBeNull();
});

test('as long as the link is congested nobody is stuck, and not for a second after', () => {
  const begun = at(0, 100, 7);
  const congested = { ...at(900, 127, 7), congested: true };
  expect(lastProgress(begun, congested)).toBe(congested);
  expect(stuckMs(congested, at(1400, 142, 7))).toBe(500);
});

describe('a viewer that does not report', () => {
  test('is stuck when it goes on asking for a key frame', () => {
    expect(longest(3500, row(500, 3500, 250))).toBe(1500);
    expect(longest(10_000, row(500, 10_000, 900))).toBeGreaterThan(1000);
  });

  test('is not for what a lost key frame and the wait for another explain', () => {
    expect(longest(5000, [500, 750, 1000, 1500])).toBe(0);
    expect(longest(60_000, row(500, 60_000, 3000))).toBe(0);
  });

  test('nor while its link is congested, nothing is written, or its encoder is its own', () => {
    const cries = row(500, 9500, 250);
    expect(longest(10_000, cries, { congested: true })).toBeNull();
    expect(longest(10_000, cries, { written: 7 })).toBeNull();
    expect(longest(10_000, cries, { input: 'own' })).toBeNull();
  });

  test('begins anew with another input', () => {
    const first = hearCries(null, { at: 0, input: 1, written: 0, congested: false, plis: 0 });
    const crying = hearCries(first, { at: 250, input: 1, written: 9, congested: false, plis: 1 });
    expect(crying.row).toEqual({ from: 250, to: 250 });
    expect(hearCries(crying, { at: 500, input: 2, written: 19, congested: false, plis: 2 }).row).toBeNull();
  });
});

/** Four looks a second while 30 frames a second are written. @param cries ms of each PLI @returns the longest stuckMs */
function longest(ms: number, cries: readonly number[], change: Partial<CryingMoment> = {}): number | null {
  let state: Cries | null = null;
  let most: number | null = null;
  for (let at = 0; at <= ms; at += 250) {
    const plis = cries.filter((cry) => cry <= at).length;
    const now = { at, input: 1, written: Math.floor(at * 0.03), congested: false, plis, ...change };
    state = hearCries(state, now);
    const stuck = cryingMs(state, now);
    if (stuck !== null) most = Math.max(most ?? 0, stuck);
  }
  return most;
}
function row(from: number, to: number, every: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, index) => from + index * every);
}
