import { describe, expect, test } from 'vitest';
import { isAllowedOrigin } from './origins.ts';

const allowed = ['https://viewer.example', 'chrome-extension://*'];

describe('with a list', () => {
  test.each([
    ['https://viewer.example', true],
    ['https://service.example', true],
    ['chrome-extension://abcdefghijklmnop', true],
    [undefined, true],
    ['https://viewer.example.evil.example', false],
    ['http://viewer.example', false],
    ['moz-extension://abc', false],
    ['null', false],
    ['', false],
  ])('%s: %s', (origin, expected) => {
    expect(isAllowedOrigin(origin, 'service.example', allowed)).toBe(expected);
  });
});

test('without a list everyone may come', () => {
  expect(isAllowedOrigin('https://evil.example', 'service.example', null)).toBe(true);
});
