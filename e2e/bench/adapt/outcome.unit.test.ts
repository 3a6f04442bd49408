import { describe, expect, test } from 'vitest';
import type { SeenFrame } from '../../probe/picture.ts';
import { fpsFrom, outcomeOf, type Recording } from './outcome.ts';

const FELL = 10_000;
const ROSE = 25_000;
const END = 50_000;

/** Pictures of one height at a steady rate. */
function pictures(from: number, to: number, fps: number, height: number, latencyMs = 100): SeenFrame[] {
  const count = Math.round(((to - from) * fps) / 1000);
  return Array.from({ length: count }, (_, index) => ({
    at: from + (index * 1000) / fps,
    width: (height * 16) / 9,
    height,
    counter: index,
    latencyMs,
  }));
}

const steady = pictures(0, END, 30, 720);

const recording: Recording = {
  limits: [
    { at: 0, kbps: 10_000 },
    { at: FELL, kbps: 1000 },
    { at: ROSE, kbps: 10_000 },
  ],
  endedAt: END,
  fullHeight: 720,
  shaped: steady,
  others: [steady, steady],
  sound: [],
};

test('a picture that never suffers is back at once', () => {
  const outcome = outcomeOf(recording);
  expect(outcome).toMatchObject({
    backTo15fpsMs: 0,
    fullRungAfterMs: 0,
    switchesPerMinute: 0,
    othersFpsRatio: 1,
    othersLongestFreezeMs: 33,
    soundGaps: 0,
    heightLow: 720,
  });
  expect(outcome.longestFreezeMs).toBeLessThan(40);
});

test('a fall with a freeze, a lower picture, and a late way back', () => {
  const shaped = [
    ...pictures(0, FELL + 500, 30, 720),
    ...pictures(FELL + 1500, ROSE + 4000, 20, 240, 300),
    ...pictures(ROSE + 4000, END, 30, 720),
  ];
  const outcome = outcomeOf({ ...recording, shaped });
  expect(outcome.longestFreezeMs).toBeCloseTo(1033, -1);
  expect(outcome.backTo15fpsMs).toBeGreaterThan(1000);
  expect(outcome.backTo15fpsMs).toBeLessThanOrEqual(1500);
  expect(outcome.readableAfterMs).toBe(1500);
  expect(outcome.fullRungAfterMs).toBe(4000);
  expect(outcome.delayP95Ms).toBe(300);
  expect(outcome.heightLow).toBe(240);
  expect(outcome.switchesPerMinute).toBe(3);
});

test('what is never reached is null', () => {
  const shaped = [...pictures(0, FELL, 30, 720), ...pictures(FELL, END, 10, 240)];
  expect(outcomeOf({ ...recording, shaped })).toMatchObject({ backTo15fpsMs: null, fullRungAfterMs: null });
});

test('the worst of the others counts', () => {
  const slower = [...pictures(0, FELL, 30, 720), ...pictures(FELL, END, 15, 720)];
  expect(outcomeOf({ ...recording, others: [steady, slower] }).othersFpsRatio).toBeCloseTo(0.5, 1);
});

test('of the others the time of trouble counts, not the quiet that follows', () => {
  const dip = [
    ...pictures(0, FELL, 30, 720),
    ...pictures(FELL + 2000, FELL + 6000, 15, 720),
    ...pictures(FELL + 6000, END, 30, 720),
  ].map((frame, counter) => ({ ...frame, counter }));
  const outcome = outcomeOf({ ...recording, others: [steady, dip] });
  // 60 of 180 pictures in the first 6 s, all of the 180 after the rise.
  expect(outcome.othersFpsRatio).toBeCloseTo(240 / 360, 2);
  expect(outcome.othersLongestFreezeMs).toBeCloseTo(2000, -1);
});

test('a picture that is shown again is none, and one that cannot be read is no rate', () => {
  const low = pictures(FELL, ROSE, 30, 240);
  const repeated = low.map((frame, index) => ({ ...frame, counter: Math.floor(index / 3) + 1000 }));
  const unread = low.map((frame, index) =>
    index % 3 === 0 ? frame : { ...frame, counter: null, latencyMs: null },
  );
  const around = (frames: SeenFrame[]) => [
    ...pictures(0, FELL, 30, 720),
    ...frames,
    ...pictures(ROSE, END, 30, 720),
  ];
  for (const shaped of [around(repeated), around(unread)]) {
    expect(outcomeOf({ ...recording, shaped })).toMatchObject({
      fpsLow: 10,
      backTo15fpsMs: expect.closeTo(14_500, -3),
    });
  }
  const stuck = low.map((frame) => ({ ...frame, counter: 1000 }));
  expect(outcomeOf({ ...recording, shaped: around(stuck) }).longestFreezeMs).toBeCloseTo(15_000, -2);
});

test('a rate is of different pictures', () => {
  const twice = steady.map((frame, index) => ({ ...frame, counter: Math.floor(index / 2) }));
  expect(fpsFrom(twice, 1000, 1000)).toBe(15);
});

describe('the first readable picture', () => {
  const before = pictures(0, FELL + 500, 30, 720);
  const mended = pictures(ROSE, END, 30, 720);

  test('is a smaller one that can be read', () => {
    const low = pictures(FELL + 1000, ROSE, 10, 240);
    const blurred = low.map((frame) => (frame.at < FELL + 3000 ? { ...frame, counter: null } : frame));
    const outcome = outcomeOf({ ...recording, shaped: [...before, ...blurred, ...mended] });
    expect(outcome.readableAfterMs).toBe(3000);
    const never = low.map((frame) => ({ ...frame, counter: null }));
    expect(outcomeOf({ ...recording, shaped: [...before, ...never, ...mended] }).readableAfterMs).toBeNull();
  });

  test('ends the longest freeze where the size stays', () => {
    const shaped = [...before, ...pictures(FELL + 4000, END, 10, 720)];
    expect(outcomeOf({ ...recording, shaped }).readableAfterMs).toBe(4000);
  });
});

describe('sound', () => {
  test('that is missing before the fall is no gap', () => {
    expect(gaps(windows(9000, [150, 1]))).toBe(0);
    expect(gaps(windows(11_000, [150, 1]))).toBe(1);
  });

  test('that is missing over the edge of a window is one gap', () => {
    expect(gaps(windows(11_000, [60, 1], [60, 0]))).toBe(1);
    expect(gaps(windows(11_000, [150, 1], [250, 0], [250, 0], [0, 0], [150, 1]))).toBe(2);
  });

  test('of which many pieces are mended is none', () => {
    expect(gaps(windows(11_000, [120, 6], [120, 5]))).toBe(0);
    expect(gaps(windows(11_000, [60, 1], [0, 0], [60, 1]))).toBe(0);
  });
});

/** A window each 250 ms from a moment on: ms made up, and how often that began. */
function windows(from: number, ...made: readonly (readonly [number, number])[]): Recording['sound'] {
  return made.map(([concealedMs, events], index) => ({ at: from + index * 250, concealedMs, events }));
}

function gaps(sound: Recording['sound']): number | null {
  return outcomeOf({ ...recording, sound }).soundGaps;
}
