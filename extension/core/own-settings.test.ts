import { expect, test } from 'vitest';
import { senderSettings } from './encoding.ts';
import { ownRungs, ownSettings } from './own-settings.ts';
import { rungsOf } from './rungs.ts';

const SIZE = { width: 1920, height: 1080 };
const RUNGS = rungsOf('1080p30', 'auto', SIZE);
const SETTINGS = senderSettings('1080p30', 'auto', SIZE);

test('the first rung is what the preset says', () => {
  expect(ownSettings(SETTINGS, null)).toEqual(SETTINGS);
  expect(ownSettings(SETTINGS, { rung: RUNGS[0]!, maxFps: null })).toEqual(SETTINGS);
});

test('a lower one and a busy computer take away, and never add', () => {
  expect(ownSettings(SETTINGS, { rung: RUNGS[1]!, maxFps: 20 })).toMatchObject({
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
