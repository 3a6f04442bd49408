import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alignment,
  approach,
  createRisingTimestamps,
  createNtpClock,
  createRtpClock,
  shiftTimestamp,
  type RtpClock,
} from './rtp-clock.ts';

const WRAP = 2 ** 32;

/** A sender whose clock started at `constant`: frames each 33 ms, seen after the delays. */
function sender(constant: number, startMs: number, delays: readonly number[]): RtpClock {
  const clock = createRtpClock();
  delays.forEach((delay, index) => {
    const captured = startMs + index * 33;
    clock.add(captured + delay, (((constant + 90 * captured) % WRAP) + WRAP) % WRAP);
  });
  return clock;
}

describe('alignment', () => {
  it('gives pictures of the same moment the same timestamp', () => {
    const from = sender(1000, 5000, [4, 2, 9]);
    const to = sender(77_000, 5000, [2, 30]);
    expect(shiftTimestamp(1000 + 90 * 5000, alignment(from, to))).toBe(77_000 + 90 * 5000);
  });

  it('holds for any clocks, across the wrap, as exact as the fastest frame', () => {
    const constants = fc.integer({ min: 0, max: WRAP - 1 });
    const delays = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 100 });
    const starts = fc.integer({ min: 0, max: 2_000_000_000_000 });
    fc.assert(
      fc.property(constants, constants, starts, delays, (one, other, start, seen) => {
        const ticks = alignment(sender(one, start, [...seen, 1]), sender(other, start, [...seen, 1]));
        const error = (ticks - (((other - one) % WRAP) + WRAP)) % WRAP;
        expect(Math.min(Math.abs(error), WRAP - Math.abs(error))).toBe(0);
      }),
    );
  });

  it('forgets frames that are two seconds old', () => {
    const clock = sender(
      0,
      0,
      Array.from({ length: 60 }, () => 50),
    );
    const early = createRtpClock();
    early.add(0, 90 * 1000);
    const before = clock.constant();
    for (let index = 0; index < 60; index++) early.add(index * 33 + 50, index * 33 * 90);
    expect(early.constant()).toBe(before);
  });

  it('leads to NTP time, which counts from 1900', () => {
    const from = sender(1000, 5000, [0]);
    const ticks = shiftTimestamp(1000 + 90 * 5000, alignment(from, createNtpClock()));
    expect(ticks).toBe((90 * (5000 - Date.UTC(1900, 0))) % WRAP);
  });

  it('gets better step by step, either way, across the wrap too', () => {
    expect(approach(1000, 1500, 90)).toBe(1090);
    expect(approach(1000, 970, 90)).toBe(970);
    expect(approach(10, WRAP - 200, 90)).toBe(WRAP - 80);
    expect(approach(WRAP - 10, 200, 90)).toBe(80);
  });

  it('needs a frame', () => {
    expect(() => createRtpClock().constant()).toThrow(RangeError);
  });
});

/** Stamps of frames each 33 ms that were seen after the delays, as a sink writes them. */
function stamps(constant: number, delays: readonly number[]): number[] {
  const clock = createRtpClock();
  return delays.map((delay, index) => {
    const rtp = (constant + 90 * 33 * index) % WRAP;
    return shiftTimestamp(rtp, clock.add(33 * index + delay, rtp));
  });
}

describe('lateness', () => {
  it('makes timestamps follow the time at which frames are sent, across the wrap too', () => {
    const steady = Array.from({ length: 300 }, () => 10);
    const [before = 0, hiccup = 0, after = 0] = stamps(WRAP - 90 * 33 * 301, [...steady, 30, 10]).slice(-3);
    const apart = (from: number, to: number): number => ((to - from + WRAP) % WRAP) / 90;
    expect(apart(before, hiccup)).toBeCloseTo(53, 0);
    expect(apart(hiccup, after)).toBeCloseTo(13, 0);
  });

  it('keeps in step with the capture: on the whole nothing is late', () => {
    const delays = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 600, maxLength: 900 });
    fc.assert(
      fc.property(delays, fc.integer({ min: 0, max: WRAP - 1 }), (seen, constant) => {
        const clock = createRtpClock();
        const late = seen.map((delay, index) =>
          clock.add(33 * index + delay, (constant + 90 * 33 * index) % WRAP),
        );
        const mean = late.reduce((sum, ticks) => sum + ticks, 0) / late.length / 90;
        expect(Math.abs(mean)).toBeLessThan(10);
      }),
    );
  });
});

describe('rising timestamps', () => {
  it('pass as they are while they rise, across the wrap too', () => {
    const rising = createRisingTimestamps();
    const timestamps = [WRAP - 3000, WRAP - 1, 2999, 6000];
    expect(timestamps.map(rising)).toEqual(timestamps);
  });

  it('put a key frame that shows what was seen already right after it', () => {
    const rising = createRisingTimestamps();
    expect([9000, 9000, 6000, 12_000].map(rising)).toEqual([9000, 9001, 9002, 12_000]);
    expect([WRAP - 1, WRAP - 3000].map(createRisingTimestamps())).toEqual([WRAP - 1, 0]);
  });
});
