import { expect, test } from 'vitest';
import { NO_WISH } from '../../core/wish.ts';
import { RECEIVE_ALL, viewingOf } from './receive.ts';

const TILE = { width: 1280, height: 720 };

const wish = (change: object) => viewingOf({ ...RECEIVE_ALL, ...change }, TILE).wish;

test('by default the window is all that is told', () => {
  expect(viewingOf(RECEIVE_ALL, TILE)).toEqual({ tile: TILE, wish: NO_WISH });
});

test('whoever wants the source gets it in a small window as well', () => {
  expect(viewingOf({ ...RECEIVE_ALL, lines: 'source' }, TILE)).toEqual({ tile: null, wish: NO_WISH });
});

test('lines and frames become numbers, sound alone a pause', () => {
  expect(wish({ lines: '720', frames: '15', hint: 'motion' })).toEqual({
    maxLines: 720,
    maxFps: 15,
    hint: 'motion',
    paused: false,
  });
  expect(wish({ lines: 'none' })).toMatchObject({ maxLines: null, paused: true });
});
