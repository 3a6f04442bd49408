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

test('compatibility mode is off until it is chosen, and only a plain yes chooses it', () => {
  const chosen = [undefined, 'true', 1, true].map((stored) => repairSettings({ compatibility: stored }));
  expect(chosen.map(({ compatibility }) => compatibility)).toEqual([false, false, false, true]);
});
