import { expect, test } from 'vitest';
import type { SeenFrame } from '../../probe/picture.ts';
import { outcomeOf, type Recording } from './outcome.ts';

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

test('windows of broken sound in a row are one gap, and those before the fall none', () => {
  const sound = [9000, 11_000, 11_250, 11_500, 11_750].map((at) => ({
    at,
    concealedMs: at === 11_500 ? 20 : 150,
  }));
  expect(outcomeOf({ ...recording, sound }).soundGaps).toBe(2);
});
