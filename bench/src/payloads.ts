import type { Payload } from './dialects.ts';

const line =
  'a=rtpmap:96 H264/90000\r\na=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n';

/** 3 KB, as browsers send for one video and one audio line. */
const offer: Payload = { type: 'offer', sdp: `v=0\r\n${line.repeat(40)}`.slice(0, 2900) };

/** 250 B on the wire. */
const candidate: Payload = {
  type: 'ice-candidate',
  candidate: {
    candidate:
      'candidate:842163049 1 udp 1677729535 203.0.113.77 46154 typ srflx raddr 192.168.1.20 rport 46154 generation 0 ufrag EsAw',
    sdpMid: '0',
    sdpMLineIndex: 0,
    usernameFragment: 'EsAw',
  },
};

export interface NamedPayload {
  readonly name: 'offer' | 'candidate';
  readonly payload: Payload;
}

export const PAYLOADS: readonly NamedPayload[] = [
  { name: 'offer', payload: offer },
  { name: 'candidate', payload: candidate },
];

/** How many messages are in a write, and what that adds to a figure's name. */
export const BURSTS = [
  ['', 1],
  [' x8', 8],
] as const;
