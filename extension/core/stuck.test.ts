import { expect, test } from 'vitest';
import { lastProgress, stuckMs, type Progress } from './stuck.ts';

const at = (ms: number, written: number, decoded: number | null, input: Progress['input'] = 1): Progress => ({
  at: ms,
  written,
  decoded,
  input,
  congested: false,
});

test('a viewer that decodes nothing of a rung is stuck since it got the first frame', () => {
  const begun = at(0, 100, 7);
  expect(lastProgress(begun, at(500, 115, 7))).toBe(begun);
  expect(stuckMs(begun, at(1000, 130, 7))).toBe(1000);
});

test('one decoded frame, or another input, is a new beginning', () => {
  const begun = at(0, 100, 7);
  const decoded = at(500, 115, 8);
  expect(lastProgress(begun, decoded)).toBe(decoded);
  const switched = at(500, 115, 7, 2);
  expect(lastProgress(begun, switched)).toBe(switched);
});

test('without frames, without reports, or with its own encoder nobody is stuck', () => {
  expect(stuckMs(at(0, 100, 7), at(1000, 104, 7))).toBeNull();
  expect(stuckMs(at(0, 100, null), at(1000, 200, null))).toBeNull();
  expect(stuckMs(at(0, 100, 7, 'own'), at(1000, 200, 7, 'own'))).toBeNull();
});

test('as long as the link is congested nobody is stuck, and not for a second after', () => {
  const begun = at(0, 100, 7);
  const congested = { ...at(900, 127, 7), congested: true };
  expect(lastProgress(begun, congested)).toBe(congested);
  expect(stuckMs(congested, at(1400, 142, 7))).toBe(500);
});
