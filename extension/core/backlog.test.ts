import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookAtBacklog, NO_BACKLOG, waitingOf, type Backlog } from './backlog.ts';

const TICK_MS = 250;

interface Course {
  /** bytes sent by a moment, in ms */
  readonly sent: (at: number) => number;
  readonly came: (at: number) => number;
  /** ms between a report and the tick that reads it */
  readonly phase: number;
  readonly until: number;
}

/** Ticks, each with a report some time before it, and a last look at the word of the viewer. */
function run({ sent, came, phase, until }: Course): Backlog {
  let state = NO_BACKLOG;
  const look = (at: number, reportAt: number) => {
    const report = { at: reportAt, bytes: came(reportAt) };
    state = lookAtBacklog(state, { at, sent: sent(at), report });
  };
  for (let at = TICK_MS; at < until; at += TICK_MS) look(at, at - phase);
  look(until, until);
  return state;
}

/** bytes at a rate that changes once. @param at ms */
const rate =
  (before: number, change: number, after: number) =>
  (at: number): number =>
    (Math.min(at, change) * before + Math.max(0, at - change) * after) / 8000;

const LINK_MS = 20;
const steady = rate(2_400_000, Infinity, 0);

describe('what waits', () => {
  test('is nothing on a link that carries it, however long its way', () => {
    for (const way of [0, 20, 300]) {
      const state = run({
        sent: steady,
        came: (at) => steady(Math.max(0, at - way)),
        phase: 90,
        until: 5000,
      });
      expect(waitingOf(state)?.ms).toBeCloseTo(0);
      expect(waitingOf(state)?.arriving).toBeCloseTo(2_400_000);
    }
  });

  test('is told 200 ms after a fall from 10 to 0.5 Mbps, with what the link still carries', () => {
    const came = rate(2_400_000, 3000, 500_000);
    const state = run({ sent: steady, came: (at) => came(at - LINK_MS), phase: 10, until: 3230 });
    const waiting = waitingOf(state);
    expect(waiting?.ms).toBeGreaterThan(150);
    expect(waiting?.arriving).toBeLessThan(800_000);
  });

  test('is nothing where the sharer itself stops sending', () => {
    const stops = rate(2_400_000, 3000, 0);
    const state = run({ sent: stops, came: (at) => stops(at - LINK_MS), phase: 100, until: 3200 });
    expect(waitingOf(state)?.ms).toBeLessThan(30);
  });

  test('is little on a link that loses one packet in twenty', () => {
    const state = run({ sent: steady, came: (at) => 0.95 * steady(at - 100), phase: 50, until: 9000 });
    expect(waitingOf(state)?.ms).toBeLessThan(60);
  });

  test('is not known before two reports, nor of a stream that begins anew', () => {
    expect(waitingOf(NO_BACKLOG)).toBeNull();
    const one = lookAtBacklog(NO_BACKLOG, { at: 250, sent: 9, report: { at: 200, bytes: 5 } });
    expect(waitingOf(one)).toBeNull();
    const state = run({ sent: steady, came: steady, phase: 10, until: 3000 });
    const anew = lookAtBacklog(state, { at: 3200, sent: 900_000, report: { at: 3190, bytes: 4 } });
    expect(waitingOf(anew)).toBeNull();
  });

  test('a viewer that does not say what came is not judged', () => {
    let state = NO_BACKLOG;
    for (let at = 0; at < 3000; at += TICK_MS)
      state = lookAtBacklog(state, { at, sent: steady(at), report: null });
    expect(waitingOf(state)).toBeNull();
  });
});

test('whatever a viewer says, nothing that is no number comes of it', () => {
  const totals = fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: 400 }),
      sent: fc.nat(200_000),
      age: fc.integer({ min: 0, max: 2000 }),
      bytes: fc.option(fc.nat(Number.MAX_SAFE_INTEGER)),
    }),
  );
  fc.assert(
    fc.property(totals, (looks) => {
      let [state, at, sent] = [NO_BACKLOG, 0, 0];
      for (const look of looks) {
        at += look.after;
        sent += look.sent;
        const report = look.bytes === null ? null : { at: at - look.age, bytes: look.bytes };
        state = lookAtBacklog(state, { at, sent, report });
        const waiting = waitingOf(state);
        expect(waiting === null || (waiting.ms >= 0 && Number.isFinite(waiting.ms))).toBe(true);
        expect(waiting === null || Number.isFinite(waiting.arriving)).toBe(true);
        expect(state.sent.length).toBeLessThan(1002);
      }
    }),
  );
});
