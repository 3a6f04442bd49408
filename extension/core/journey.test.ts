import { describe, expect, test } from 'vitest';
import { journeyBetween, readStream, UNKNOWN_JOURNEY, withReckonedDelay } from './journey.ts';

const outbound = (seconds: number) => ({
  id: 'o',
  type: 'outbound-rtp',
  framesEncoded: 100 + 28 * seconds,
  framesSent: 100 + 27 * seconds,
  totalEncodeTime: 1 + 0.14 * seconds,
  powerEfficientEncoder: true,
});
const inbound = (seconds: number) => ({
  id: 'i',
  type: 'inbound-rtp',
  framesDecoded: 100 + 25 * seconds,
  totalDecodeTime: 1 + 0.1 * seconds,
  jitterBufferDelay: 2 + 0.5 * seconds,
  jitterBufferEmittedCount: 100 + 25 * seconds,
  freezeCount: 3,
});
const source = (seconds: number) => ({ id: 's', type: 'media-source', frames: 30 * seconds });

describe('what the sharer sees of the journey', () => {
  const journey = journeyBetween(
    readStream(outbound(0), source(0)),
    readStream(outbound(2), source(2)),
    2,
    'send',
  );

  test('frames captured, encoded and sent, and how long and in what they were encoded', () => {
    expect(journey).toEqual({
      ...UNKNOWN_JOURNEY,
      capturedFps: 30,
      encodedFps: 28,
      sentFps: 27,
      encodeMs: 5,
      hardwareEncoder: true,
    });
  });
});

const totals = (seconds: number) => readStream(inbound(seconds), undefined);

describe('what the viewer sees of it', () => {
  test('frames decoded, the wait in the buffer, the time to decode, freezes', () => {
    expect(journeyBetween(totals(0), totals(2), 2, 'receive')).toEqual({
      ...UNKNOWN_JOURNEY,
      decodedFps: 25,
      bufferMs: 20,
      decodeMs: 4,
      freezes: 3,
    });
  });

  test('a first reading has totals and no rates', () => {
    expect(journeyBetween(null, totals(0), 0, 'receive')).toEqual({ ...UNKNOWN_JOURNEY, freezes: 3 });
  });

  test('a stream that is made anew gives no negative rate', () => {
    const journey = journeyBetween(totals(2), totals(0), 2, 'receive');
    expect([journey.decodedFps, journey.bufferMs]).toEqual([0, null]);
  });
});

describe('the delay', () => {
  const parts = { ...UNKNOWN_JOURNEY, encodeMs: 8, bufferMs: 20, decodeMs: 4 };

  test('is the sum of what is known of the way, and says so', () => {
    expect(withReckonedDelay(parts, 50)).toEqual({ ...parts, delayMs: 57, delayReckoned: true });
  });

  test('is left as it was measured', () => {
    expect(withReckonedDelay({ ...parts, delayMs: 90 }, 50)).toEqual({ ...parts, delayMs: 90 });
  });

  test('is not made up where nothing is known of the link or the viewer', () => {
    expect(withReckonedDelay(parts, null)).toEqual(parts);
    expect(withReckonedDelay({ ...parts, bufferMs: null }, 50).delayMs).toBeNull();
  });
});
