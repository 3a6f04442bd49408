import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ID_PATTERN } from '@porthole/signaling/protocol';
import { founds } from '../../../signaling/src/control.ts';
import { foundedRoomId, hostProof, hostVerifier } from './host-key.ts';

const KEY = 'AAECAwQFBgcICQoLDA0ODw';

test('the service finds the founder of a room in its id', () => {
  const id = foundedRoomId(KEY);
  expect(id).toMatch(ID_PATTERN);
  expect(founds(id, hostVerifier(KEY))).toBe(true);
  expect(founds(id, hostVerifier('BAECAwQFBgcICQoLDA0ODw'))).toBe(false);
  const digest = createHash('sha256')
    .update(`porthole v1 room ${hostVerifier(KEY)}`)
    .digest('base64url');
  expect(id).toBe(digest.slice(0, 16));
});

test('a proof is for one peer in one room, and none tells another or the key', () => {
  const derived = [
    hostProof(KEY, 'r', 'ann'),
    hostProof(KEY, 'r', 'bob'),
    hostProof(KEY, 's', 'ann'),
    hostVerifier(KEY),
  ];
  expect(new Set([...derived, KEY]).size).toBe(5);
});
