import { expect, test } from 'vitest';
import { readRecords, recall, remember } from './room-memory.ts';

const link = { origin: 'https://h.example', room: 'r', key: null, phrase: false };
const random = (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(7);
const DAY = 24 * 3600 * 1000;
const hostKey = 'AAECAwQFBgcICQoLDA0ODw';

test('a room that is new gets a pass and no host key', () => {
  expect(recall({}, link, 0, random)).toEqual({ hostKey: null, pass: 'BwcHBwcHBwcHBwcH', until: 30 * DAY });
});

test('what is kept comes back, and lives on with each visit', () => {
  const entry = { ...recall({}, link, 0, random), hostKey };
  const records = readRecords(JSON.parse(JSON.stringify(remember({}, link, entry, 0))));
  expect(recall(records, link, DAY, random)).toEqual({ ...entry, until: 31 * DAY });
  expect(recall(records, { ...link, origin: 'https://other.example' }, DAY, random).hostKey).toBeNull();
});

test('a room that is not visited for 30 days is forgotten', () => {
  const records = remember({}, link, { ...recall({}, link, 0, random), hostKey }, 0);
  expect(recall(records, link, 31 * DAY, random).hostKey).toBeNull();
  expect(
    remember(records, { ...link, room: 's' }, recall({}, link, 31 * DAY, random), 31 * DAY),
  ).not.toHaveProperty('https://h.example/r/r');
});

test('of too many rooms the latest 100 are kept', () => {
  let records = {};
  for (let day = 0; day < 120; day++) {
    const room = { ...link, room: `r${day}` };
    records = remember(records, room, { ...recall({}, room, 0, random), until: DAY + day }, 0);
  }
  expect(Object.keys(records)).toHaveLength(100);
  expect(records).toHaveProperty(['https://h.example/r/r119']);
  expect(records).not.toHaveProperty(['https://h.example/r/r19']);
});

test.each([null, 'x', { r: 1 }, { r: { hostKey: 'short', pass: 'x', until: 1 } }])(
  'rubbish is left out: %j',
  (stored) => {
    expect(readRecords(stored)).toEqual({});
  },
);
