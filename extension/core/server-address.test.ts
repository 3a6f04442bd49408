import { expect, test } from 'vitest';
import { PortholeError } from './faults.ts';
import { readServerAddress } from './server-address.ts';

test.each([
  ['https://porthole.example', 'https://porthole.example'],
  ['http://porthole.example/', 'http://porthole.example'],
  ['  https://porthole.example/r/room#key ', 'https://porthole.example'],
  ['porthole.example', 'https://porthole.example'],
  ['porthole.example:8443', 'https://porthole.example:8443'],
  ['localhost:3001', 'http://localhost:3001'],
  ['192.168.1.7:3001', 'http://192.168.1.7:3001'],
  ['[::1]:3001', 'http://[::1]:3001'],
  ['nas', 'http://nas'],
  ['nas.local', 'http://nas.local'],
])('%s means %s', (typed, origin) => {
  expect(readServerAddress(typed)).toBe(origin);
});

test.each([
  [''],
  ['  '],
  ['ftp://porthole.example'],
  ['a b'],
  ['https://'],
  ['http://:80'],
  ['javascript://x'],
])('"%s" is no address', (typed) => {
  expect(() => readServerAddress(typed)).toThrow(new PortholeError('bad-link'));
});
