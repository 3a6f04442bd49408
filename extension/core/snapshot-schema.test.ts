import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { fakePeer, fakeShare, fakeSnapshot, fakeStats } from '../testing/fake-snapshot.ts';
import { IDLE, type Snapshot } from './snapshot.ts';
import { snapshotSchema } from './snapshot-schema.ts';

const shown = { lines: 720, fps: 30, reason: 'window', kbps: 2000, linkKbps: null } as const;

/** Every field holds something. */
const FULL: Snapshot = fakeSnapshot({
  fault: { code: 'server-unreachable', retryInMs: 900 },
  peers: [
    fakePeer('ann', { name: 'Ann', sending: fakeStats(), shown, rung: shown }),
    fakePeer('bob', {
      pointing: { allowed: false, overlay: true },
      points: true,
      receiving: fakeStats({ rttMs: null, loss: null, path: null }),
      code: null,
    }),
  ],
  waiting: [{ id: 'eve', name: '' }],
  share: fakeShare({ uplinkKbps: 6000 }),
  tampering: { forged: 2 },
  ended: { reason: 'left', peer: 'ann', name: 'Ann' },
});

const crossed = (snapshot: unknown): unknown => JSON.parse(JSON.stringify(snapshot));

test('a Snapshot crosses a Port as it was', () => {
  for (const snapshot of [IDLE, FULL]) expect(v.parse(snapshotSchema, crossed(snapshot))).toEqual(snapshot);
});

test.each(Object.keys(FULL))('one without its %s, or with something else there, is none', (part) => {
  for (const wrong of [undefined, 'something else']) {
    expect(v.is(snapshotSchema, crossed({ ...FULL, [part]: wrong }))).toBe(false);
  }
});

test('garbage is none', () => {
  expect(v.is(snapshotSchema, {})).toBe(false);
  fc.assert(fc.property(fc.anything(), (garbage) => !v.is(snapshotSchema, garbage)));
});
