import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PortholeError } from './faults.ts';
import { burn, formatRoomLink, parseRoomLink } from './room-link.ts';

const KEY = 'bsQwfXcX1m3_leiW29nhsg';

function fault(text: string): string {
  try {
    parseRoomLink(text);
    return 'none';
  } catch (error) {
    return error instanceof PortholeError ? error.code : 'not ours';
  }
}

test('a link is read into server, room and key', () => {
  expect(parseRoomLink(`https://porthole.example/r/abc-1#${KEY}`)).toEqual({
    origin: 'https://porthole.example',
    room: 'abc-1',
    key: KEY,
    phrase: false,
  });
});

test('a link may say that a pass phrase is needed, but not which', () => {
  expect(parseRoomLink(`https://porthole.example/r/abc#${KEY}.p`)).toMatchObject({ key: KEY, phrase: true });
});

test('a burnt address opens no room, not even an open one', () => {
  const address = `https://porthole.example/r/abc#${KEY}`;
  expect(burn(address)).not.toContain(KEY);
  expect(fault(burn(address))).toBe('link-burnt');
  expect(burn(burn(address))).toBe(burn(address));
});

test('a link without a key is an open room', () => {
  expect(parseRoomLink('http://localhost:3001/r/abc').key).toBeNull();
});

test('white space around a pasted link and a trailing slash do no harm', () => {
  expect(parseRoomLink(`  http://localhost:3001/r/abc/#${KEY}\n`).room).toBe('abc');
});

describe('refuses as bad-link', () => {
  test.each([
    ['nothing', ''],
    ['a word', 'porthole'],
    ['another page', 'https://porthole.example/about'],
    ['no room', 'https://porthole.example/r/'],
    ['a deeper path', 'https://porthole.example/r/abc/def'],
    ['a room with a space', 'https://porthole.example/r/a%20b'],
    ['a room with an emoji', 'https://porthole.example/r/😀'],
    ['a room of 65 characters', `https://porthole.example/r/${'a'.repeat(65)}`],
    ['a link of 10 kB', `https://porthole.example/r/${'a'.repeat(10_000)}`],
    ['a key that was cut off', `https://porthole.example/r/abc#${KEY.slice(1)}`],
    ['a key with something behind it', `https://porthole.example/r/abc#${KEY}!`],
    ['a mark of a pass phrase without a key', 'https://porthole.example/r/abc#.p'],
    ['another mark', `https://porthole.example/r/abc#${KEY}.q`],
    ['another scheme', `ftp://porthole.example/r/abc#${KEY}`],
    ['a script', 'javascript:alert(1)//r/abc'],
    ['credentials', `https://me:secret@porthole.example/r/abc#${KEY}`],
  ])('%s', (_what, text) => {
    expect(fault(text)).toBe('bad-link');
  });

  test('anything at all, without another error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['none', 'bad-link', 'link-burnt']).toContain(fault(text));
      }),
    );
  });
});

test('what is formatted is read back', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
  const key = fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{22}$/), { nil: null });
  const origin = fc.constantFrom('https://porthole.example', 'http://localhost:3001', 'http://[::1]:8080');
  fc.assert(
    fc.property(origin, id, key, fc.boolean(), (origin, room, key, asks) => {
      const link = { origin, room, key, phrase: asks && key !== null };
      expect(parseRoomLink(formatRoomLink(link))).toEqual(link);
    }),
  );
});
