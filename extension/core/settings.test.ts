import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, repairSettings } from './settings.ts';

test.each([[null], [undefined], ['text'], [7], [[]], [{}]])('%j gives the defaults', (stored) => {
  expect(repairSettings(stored)).toEqual(DEFAULT_SETTINGS);
});

test('a good value is kept beside a bad one, which becomes its default', () => {
  expect(repairSettings({ preset: '2160p60', name: 7, sound: 'yes' })).toEqual({
    ...DEFAULT_SETTINGS,
    preset: '2160p60',
  });
});
