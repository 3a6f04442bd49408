import { describe, expect, test } from 'vitest';
import { splicedFrame, textFrame } from './frame.ts';

describe('a frame', () => {
  test.each([
    [0, '8100'],
    [125, '817d'],
    [126, '817e007e'],
    [65_535, '817effff'],
    [65_536, '817f0000000000010000'],
    [200_000, '817f0000000000030d40'],
  ])('of %i bytes has the header of RFC 6455', (length, header) => {
    const frame = textFrame('x'.repeat(length));
    expect(frame.toString('hex', 0, frame.length - length)).toBe(header);
  });

  test('counts bytes, not characters', () => {
    expect(textFrame('Ἀδα 🚀').subarray(2).toString()).toBe('Ἀδα 🚀');
  });

  test('splices a suffix in place of the closing brace', () => {
    const raw = Buffer.from('{"a":1} \n');
    expect(splicedFrame(raw, 6, ',"b":2}').subarray(2).toString()).toBe('{"a":1,"b":2}');
  });
});
