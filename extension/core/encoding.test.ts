import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  displayOptions,
  isBelowPreset,
  resolveHint,
  senderSettings,
  tabVideoConstraints,
} from './encoding.ts';
import { PRESET_IDS, PRESETS } from './presets.ts';

const px = fc.integer({ min: 1, max: 10_000 });
const preset = fc.constantFrom(...PRESET_IDS);

describe('a sender', () => {
  test.each([
    ['1080p30', 8_000_000, 30],
    ['1080p60', 16_000_000, 60],
    ['1440p30', 16_000_000, 30],
    ['1440p60', 32_000_000, 60],
    ['2160p30', 35_000_000, 30],
    ['2160p60', 60_000_000, 60],
  ] as const)('%s has a ceiling of %i bit/s and %i fps', (id, maxBitrate, maxFramerate) => {
    expect(senderSettings(id, 'auto', null)).toMatchObject({ maxBitrate, maxFramerate });
  });

  test('scales a larger source down to the preset', () => {
    expect(senderSettings('1080p30', 'auto', { width: 3840, height: 2160 }).scaleResolutionDownBy).toBe(2);
  });

  test('measures an upright source by its long side', () => {
    expect(senderSettings('1080p30', 'auto', { width: 1080, height: 1920 }).scaleResolutionDownBy).toBe(1);
  });

  test('never upscales, and never sends more than the preset', () => {
    fc.assert(
      fc.property(preset, px, px, (id, width, height) => {
        const scale = senderSettings(id, 'auto', { width, height }).scaleResolutionDownBy;
        expect(scale).toBeGreaterThanOrEqual(1);
        expect(Math.max(width, height) / scale).toBeLessThanOrEqual(PRESETS[id].width + 1e-6);
        expect(Math.min(width, height) / scale).toBeLessThanOrEqual(PRESETS[id].height + 1e-6);
      }),
    );
  });

  test('keeps lines for text and frames for motion', () => {
    expect(senderSettings('1080p30', 'detail', null).degradationPreference).toBe('maintain-resolution');
    expect(senderSettings('1080p30', 'motion', null).degradationPreference).toBe('maintain-framerate');
  });
});

test('the automatic hint is text at 30 fps and motion at 60, and a choice overrides it', () => {
  expect(resolveHint('auto', PRESETS['1080p30'])).toBe('detail');
  expect(resolveHint('auto', PRESETS['1080p60'])).toBe('motion');
  expect(resolveHint('detail', PRESETS['1080p60'])).toBe('detail');
});

test('a source is below the preset only when both sides are smaller', () => {
  expect(isBelowPreset({ width: 1280, height: 720 }, PRESETS['1080p30'])).toBe(true);
  expect(isBelowPreset({ width: 1920, height: 720 }, PRESETS['1080p30'])).toBe(false);
  expect(isBelowPreset({ width: 1920, height: 1080 }, PRESETS['1080p30'])).toBe(false);
});

test('a tab is captured in its own shape up to the preset, with a floor that keeps a static page alive', () => {
  expect(tabVideoConstraints('id', '1440p60').mandatory).toMatchObject({
    chromeMediaSourceId: 'id',
    minWidth: 16,
    minHeight: 16,
    maxWidth: 2560,
    maxHeight: 1440,
    maxFrameRate: 60,
    minFrameRate: 5,
  });
});

test('the picker is asked for sound only when it is wanted, and then without voice processing', () => {
  expect(displayOptions('1080p30', false).audio).toBe(false);
  expect(displayOptions('1080p30', true).audio).toMatchObject({ echoCancellation: false });
});
