import { expect, test } from 'vitest';
import { serviceOrigin } from './service-origin.ts';

test.each([
  [undefined, 'https://viewer.example'],
  ['', 'https://viewer.example'],
  ['https://signal.example', 'https://signal.example'],
  ['wss://signal.example/ws', 'https://signal.example'],
  ['ws://localhost:3001/ws', 'http://localhost:3001'],
])('a page built with %s asks %s', (configured, expected) => {
  expect(serviceOrigin('https://viewer.example', configured)).toBe(expected);
});

test('rubbish is no address', () => {
  expect(() => serviceOrigin('https://viewer.example', 'signal')).toThrow(TypeError);
});
