import { expect, test } from 'vitest';
import { encoderLoad, readEncoderTotals } from './encoder-load.ts';

const entries = (totalEncodeTime: number, framesEncoded: number, frames: number) => [
  { id: 'o', type: 'outbound-rtp', kind: 'video', totalEncodeTime, framesEncoded },
  { id: 's', type: 'media-source', kind: 'video', frames },
];

test('the time for a frame and the frames that are missing are read off two reports', () => {
  const before = readEncoderTotals(entries(1, 100, 120), 1000)!;
  const now = readEncoderTotals(entries(1.5, 125, 150), 2000)!;
  expect(encoderLoad(before, now, 30)).toEqual({
    encodeMs: 20,
    fps: 25,
    sourceFps: 30,
    maxFps: 30,
    hardware: null,
  });
});

test('an encoder that made nothing tells no time; one that is not there nothing', () => {
  const still = readEncoderTotals(entries(1, 100, 120), 1000)!;
  expect(encoderLoad(still, { ...still, at: 2000 }, 30).encodeMs).toBeNull();
  expect(readEncoderTotals([], 0)).toBeNull();
});
