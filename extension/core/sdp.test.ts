import { expect, test } from 'vitest';
import { sdpSession, withEstimationRange, withStereoSound } from './sdp.ts';

const ANSWER = [
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 102 35',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:102 H264/90000',
  'a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  '',
].join('\r\n');

test('every codec has the same range, with or without parameters of its own: the one described last sets it', () => {
  const lines = withEstimationRange(ANSWER, 8_000_000).split('\r\n');
  expect(lines).toContain('a=fmtp:96 x-google-start-bitrate=2500;x-google-max-bitrate=120000');
  expect(lines).toContain(
    'a=fmtp:111 minptime=10;useinbandfec=1;x-google-start-bitrate=2500;x-google-max-bitrate=120000',
  );
  expect(lines).toContain(
    'a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f;x-google-start-bitrate=2500;x-google-max-bitrate=120000',
  );
});

test('retransmission is left alone', () => {
  const lines = withEstimationRange(ANSWER, 8_000_000).split('\r\n');
  expect(lines).toContain('a=fmtp:97 apt=96');
});

test('the start is never above the ceiling', () => {
  expect(withEstimationRange(ANSWER, 1_000_000)).toContain('x-google-start-bitrate=1000');
});

test('sound is asked for in stereo at 128 kbit/s, each parameter once', () => {
  const fmtp = withStereoSound(ANSWER)
    .split('\r\n')
    .find((line) => line.startsWith('a=fmtp:111'));
  expect(fmtp).toBe(
    'a=fmtp:111 minptime=10;stereo=1;sprop-stereo=1;maxaveragebitrate=128000;useinbandfec=1;usedtx=0',
  );
});

test('a description without sound stays as it is', () => {
  expect(withStereoSound('v=0\r\n')).toBe('v=0\r\n');
});

const sessionOf = (origin: string) => sdpSession(`v=0\r\no=${origin} IN IP4 127.0.0.1\r\ns=-\r\n`);

test('a description says which connection it is of, whatever its version', () => {
  expect(sessionOf('- 123 2')).toBe(sessionOf('- 123 3'));
  expect(sessionOf('- 123 2')).not.toBe(sessionOf('mozilla...THIS_IS_SDPARTA-99.0 124 0'));
  expect(sdpSession('v=0')).toBe('');
});
