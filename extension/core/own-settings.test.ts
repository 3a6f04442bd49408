import { expect, test } from 'vitest';
import { senderSettings } from './encoding.ts';
import { ownRungs, ownSettings, steadyTarget } from './own-settings.ts';
import { rungsOf } from './rungs.ts';

const SIZE = { width: 1920, height: 1080 };
const RUNGS = rungsOf('1080p30', 'auto', SIZE);
const SETTINGS = senderSettings('1080p30', 'auto', SIZE);

test('the first rung is what the preset says', () => {
  expect(ownSettings(SETTINGS, null)).toEqual(SETTINGS);
  expect(ownSettings(SETTINGS, { rung: RUNGS[0]!, maxFps: null, target: null })).toEqual(SETTINGS);
});

test('a lower one and a busy computer take away, and never add', () => {
  expect(ownSettings(SETTINGS, { rung: RUNGS[1]!, maxFps: 20, target: null })).toMatchObject({
    maxBitrate: 2_400_000,
    maxFramerate: 20,
    scaleResolutionDownBy: 1.5,
  });
});

test('its encoder follows the estimate; the other rungs sleep', () => {
  const measured = ownRungs(RUNGS, 1, 1_000_000);
  expect(measured.map(({ bitrate, rate }) => [bitrate, rate])).toEqual([
    [8_000_000, null],
    [840_000, null],
    [600_000, null],
  ]);
});

test('a target rate holds it at the size that it has', () => {
  const limit = { rung: RUNGS[0]!, maxFps: null, target: 2_975_000 };
  expect(ownSettings(SETTINGS, limit)).toMatchObject({ maxBitrate: 2_975_000, scaleResolutionDownBy: 1 });
  expect(ownSettings(SETTINGS, { ...limit, target: 90_000_000 }).maxBitrate).toBe(8_000_000);
});

test('a target is told anew where it differs by a tenth', () => {
  expect(steadyTarget(null, 3_000_000)).toBe(3_000_000);
  expect(steadyTarget(3_000_000, 3_200_000)).toBe(3_000_000);
  expect(steadyTarget(3_000_000, 3_300_000)).toBe(3_300_000);
  expect(steadyTarget(3_000_000, null)).toBeNull();
});
