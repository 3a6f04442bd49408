import { expect, test } from 'vitest';
import { decodesInHardware, decodersAt, type Decoding } from './decoding.ts';
import { parsePeerMessage } from './peer-message.ts';

const DECODING: Decoding = {
  type: 'decoding',
  codecs: [
    { codec: 'H264', smooth: ['1080p30', '1080p60'], efficient: ['1080p30'] },
    { codec: 'AV1', smooth: ['1080p30'], efficient: [] },
  ],
};

test('a viewer’s decoders are those for the size of the share', () => {
  expect(decodersAt(DECODING, '1080p30')).toEqual({ smooth: ['H264', 'AV1'], efficient: ['H264'] });
  expect(decodersAt(DECODING, '1080p60')).toEqual({ smooth: ['H264'], efficient: [] });
  expect(decodersAt(DECODING, '2160p60')).toEqual({ smooth: [], efficient: [] });
});

test('what a viewer says is checked', () => {
  expect(parsePeerMessage(JSON.stringify(DECODING))).toEqual(DECODING);
  const h264 = DECODING.codecs[0];
  expect(say([{ ...h264, codec: 'H266' }])).toBeNull();
  expect(say([{ ...h264, smooth: ['8k'] }])).toBeNull();
  expect(say(Array.from({ length: 5 }, () => h264))).toBeNull();
});

function say(codecs: unknown) {
  return parsePeerMessage(JSON.stringify({ type: 'decoding', codecs }));
}

test('hardware decodes what the browser says of the next larger preset', () => {
  expect(decodesInHardware(DECODING, 'H264', 720)).toBe(true);
  expect(decodesInHardware(DECODING, 'H264', 2160)).toBe(false);
  expect(decodesInHardware(DECODING, 'AV1', 720)).toBe(false);
  expect(decodesInHardware(DECODING, 'VP8', 720)).toBeNull();
});
