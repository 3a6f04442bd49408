import { expect, test } from 'vitest';
import { NO_LAYERS_SEEN, seeLayer } from './layers.ts';

const after = (...layers: readonly (number | undefined)[]) =>
  layers.reduce<typeof NO_LAYERS_SEEN>(seeLayer, NO_LAYERS_SEEN).layered;
const times = (count: number, layer: number | undefined) => Array.from({ length: count }, () => layer);

test('an encoder has layers once it made a frame of a higher one', () => {
  expect(after(0)).toBeNull();
  expect(after(0, 2)).toBe(true);
  expect(after(...Array.from({ length: 40 }, (_, index) => [0, 2, 1, 2][index % 4]))).toBe(true);
});

test('one that is asked for them and makes none, or does not say, has none after 8 frames', () => {
  expect(after(...times(7, undefined))).toBeNull();
  expect(after(...times(8, undefined))).toBe(false);
  expect(after(...times(8, 0))).toBe(false);
});

test('a few whole frames in between are no other encoder, a row of them is', () => {
  expect(after(0, 2, ...times(7, 0))).toBe(true);
  expect(after(0, 2, ...times(8, 0))).toBe(false);
  expect(after(...times(30, 0), 2)).toBe(true);
});
