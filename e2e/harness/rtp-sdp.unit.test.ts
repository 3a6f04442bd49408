import { expect, test } from 'vitest';
import { narrowOffer } from './rtp-sdp.ts';

const OFFER = [
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=rtpmap:111 opus/48000/2',
  'a=rtcp-fb:111 transport-cc',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 102',
  'a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:102 H264/90000',
  'a=rtcp-fb:102 goog-remb',
  'a=rtcp-fb:102 transport-cc',
  'a=rtcp-fb:102 nack',
  'a=rtcp-fb:102 nack pli',
  'a=fmtp:102 packetization-mode=1',
  '',
].join('\r\n');

test('an offer is narrowed to one codec, and to feedback that is really given', () => {
  expect(narrowOffer(OFFER, 'H264').split('\r\n')).toEqual([
    'v=0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=rtpmap:111 opus/48000/2',
    'm=video 9 UDP/TLS/RTP/SAVPF 102',
    'a=rtpmap:102 H264/90000',
    'a=rtcp-fb:102 goog-remb',
    'a=rtcp-fb:102 nack pli',
    'a=fmtp:102 packetization-mode=1',
    '',
  ]);
});

test('an offer without the codec is refused', () => {
  expect(() => narrowOffer(OFFER, 'AV1')).toThrow('AV1');
});
