import { webcrypto } from 'node:crypto';
import { expect, test } from 'vitest';
import { newId, newRoomLink, roomKeys, roomKeysWithPhrase, type RandomBytes } from './room-key.ts';
import { formatRoomLink, parseRoomLink } from './room-link.ts';

const KEY = 'AAECAwQFBgcICQoLDA0ODw';
const counting: RandomBytes = (bytes) => bytes.map((_byte, index) => index);
const random: RandomBytes = (bytes) => webcrypto.getRandomValues(bytes);

test('a new room has a link that can be read', () => {
  const link = newRoomLink('https://porthole.example', KEY, random);
  expect(parseRoomLink(formatRoomLink(link))).toEqual(link);
});

test('an id is 96 bits, a key 128, in base64url', () => {
  expect(newId(counting)).toBe('AAECAwQFBgcICQoL');
  expect(newRoomLink('https://porthole.example', KEY, counting).key).toBe('AAECAwQFBgcICQoLDA0ODw');
});

async function webCryptoHkdf(info: string): Promise<Buffer> {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => index);
  const material = await webcrypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits']);
  const encoder = new TextEncoder();
  const algorithm = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: encoder.encode('room'),
    info: encoder.encode(info),
  };
  return Buffer.from(await webcrypto.subtle.deriveBits(algorithm, material, 256));
}

test('both keys are HKDF-SHA-256 as WebCrypto computes it', async () => {
  const { auth, seal } = roomKeys('room', KEY);
  expect(auth).toBe((await webCryptoHkdf('porthole v1 auth')).toString('base64url'));
  expect(seal).toBe((await webCryptoHkdf('porthole v1 seal')).toString('base64url'));
});

test('the verifier tells rooms and keys apart, and is neither the key nor what seals', () => {
  const { auth, seal } = roomKeys('room', KEY);
  const others = [roomKeys('other', KEY).auth, roomKeys('room', 'BAECAwQFBgcICQoLDA0ODw').auth];
  expect(new Set([auth, seal, ...others, KEY]).size).toBe(5);
});

/** Three phrases are stretched, which is meant to take long; a busy machine makes it longer. */
const SLOW_MS = 60_000;

test(
  'a pass phrase changes both keys, whatever its spelling in Unicode and the blanks around it',
  async () => {
    const plain = roomKeys('room', KEY);
    const one = await roomKeysWithPhrase('room', KEY, 'blåbær 42');
    const same = await roomKeysWithPhrase('room', KEY, ' blåbær 42 '.normalize('NFD'));
    const other = await roomKeysWithPhrase('room', KEY, 'blåbær 43');
    expect(same).toEqual(one);
    expect(new Set([plain, one, other].flatMap(({ auth, seal }) => [auth, seal])).size).toBe(6);
  },
  SLOW_MS,
);

test('without a pass phrase, a link that asks for one opens nothing', async () => {
  await expect(roomKeysWithPhrase('room', KEY, ' ')).rejects.toMatchObject({ code: 'phrase-needed' });
});
