import { webcrypto } from 'node:crypto';
import { expect, test } from 'vitest';
import { newId, newRoomLink, roomVerifier, type RandomBytes } from './room-key.ts';
import { formatRoomLink, parseRoomLink } from './room-link.ts';

const counting: RandomBytes = (bytes) => bytes.map((_byte, index) => index);
const random: RandomBytes = (bytes) => webcrypto.getRandomValues(bytes);

test('a new room has a link that can be read', () => {
  const link = newRoomLink('https://porthole.example', random);
  expect(parseRoomLink(formatRoomLink(link))).toEqual(link);
});

test('an id is 96 bits, a key 128, in base64url', () => {
  expect(newId(counting)).toBe('AAECAwQFBgcICQoL');
  expect(newRoomLink('https://porthole.example', counting).key).toBe('AAECAwQFBgcICQoLDA0ODw');
});

test('the verifier is HKDF-SHA-256 as WebCrypto computes it', async () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => index);
  const material = await webcrypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits']);
  const encoder = new TextEncoder();
  const bits = await webcrypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: encoder.encode('room'), info: encoder.encode('porthole v1 auth') },
    material,
    256,
  );
  expect(roomVerifier('room', 'AAECAwQFBgcICQoLDA0ODw')).toBe(Buffer.from(bits).toString('base64url'));
});

test('the verifier tells rooms and keys apart, and is not the key', () => {
  const key = 'AAECAwQFBgcICQoLDA0ODw';
  const others = [roomVerifier('other', key), roomVerifier('room', 'BAECAwQFBgcICQoLDA0ODw')];
  expect(new Set([roomVerifier('room', key), ...others, key]).size).toBe(4);
});
