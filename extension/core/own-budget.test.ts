import { expect, test } from 'vitest';
import { ownBudget } from './own-budget.ts';

const encoder = (encodeMs: number | null, maxFps = 30) => ({
  encodeMs,
  fps: maxFps,
  sourceFps: maxFps,
  maxFps,
});

test('one is afforded before anything was measured', () => {
  expect(ownBudget({ encoders: [], cores: 8, strained: false })).toBe(1);
  expect(ownBudget({ encoders: [encoder(null)], cores: 8, strained: false })).toBe(1);
});

test('half of the cores may encode: 8 cores and 10 ms a frame at 30 fps afford 12 beside the one that runs', () => {
  expect(ownBudget({ encoders: [encoder(10)], cores: 8, strained: false })).toBe(12);
  expect(ownBudget({ encoders: [encoder(20), encoder(5)], cores: 8, strained: false })).toBe(5);
  expect(ownBudget({ encoders: [encoder(10, 60)], cores: 8, strained: false })).toBe(5);
});

test('a small computer affords one, and none once it cannot keep up', () => {
  expect(ownBudget({ encoders: [encoder(25)], cores: 2, strained: false })).toBe(1);
  expect(ownBudget({ encoders: [encoder(2)], cores: 16, strained: true })).toBe(0);
});
