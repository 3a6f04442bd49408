import { encodeFrame, clientFrame } from '../frames.ts';
import {
  BINARY,
  CLOSE,
  ENVELOPE,
  FIN,
  fragmentsOf,
  message,
  PING,
  pong,
  relayOf,
  RSV1,
  RSV2,
  RSV3,
  TEXT,
  type ConformanceCase,
} from './case.ts';

const SIZES = [125, 126, 127, 128, 65_535, 65_536];
const sized = (bytes: number): string => 'x'.repeat(bytes - ENVELOPE);
const PARTS = 1300;

/** 1: texts and binaries around the edges of the three forms of a length. */
const sizes: ConformanceCase[] = [
  { id: '1.1.1', name: 'an empty text', frames: [clientFrame(FIN | TEXT)], answers: ['error bad-message'] },
  ...SIZES.map((size, index) => ({
    id: `1.1.${index + 2}`,
    name: `a text of ${size} bytes`,
    frames: [message(sized(size))],
    relayed: [sized(size)],
  })),
  {
    id: '1.1.x',
    name: 'a short text with a length of two bytes',
    frames: [
      encodeFrame({ first: FIN | TEXT, payload: relayOf('wide'), mask: Buffer.alloc(4, 7), wide: true }),
    ],
    relayed: ['wide'],
  },
  ...[0, ...SIZES].map((size, index) => ({
    id: `1.2.${index + 1}`,
    name: `a binary of ${size} bytes`,
    frames: [clientFrame(FIN | BINARY, Buffer.alloc(size, 0xfe))],
    answers: ['error bad-message'],
  })),
];

/** 3: nothing has been agreed on that would give the reserved bits a meaning. */
const reservedBits: ConformanceCase[] = [
  {
    id: '3.1',
    name: 'RSV 1 on a text',
    frames: [clientFrame(FIN | RSV3 | TEXT, relayOf('a'))],
    close: 1002,
  },
  {
    id: '3.2',
    name: 'RSV 2 on the second of two texts, a ping behind it',
    frames: [message('a'), clientFrame(FIN | RSV2 | TEXT, relayOf('b')), clientFrame(FIN | PING)],
    relayed: ['a'],
    close: 1002,
  },
  {
    id: '3.4',
    name: 'RSV 4, that of compression, on the second of two texts',
    frames: [message('a'), clientFrame(FIN | RSV1 | TEXT, relayOf('b')), clientFrame(FIN | PING)],
    relayed: ['a'],
    close: 1002,
  },
  {
    id: '3.5',
    name: 'RSV 5 on a binary',
    frames: [clientFrame(FIN | RSV1 | RSV3 | BINARY, 'x')],
    close: 1002,
  },
  { id: '3.6', name: 'RSV 6 on a ping', frames: [clientFrame(FIN | RSV1 | RSV2 | PING)], close: 1002 },
  {
    id: '3.7',
    name: 'RSV 7 on a close',
    frames: [clientFrame(FIN | RSV1 | RSV2 | RSV3 | CLOSE)],
    close: 1002,
  },
];

/** 4: opcodes without a meaning, of data and of control frames. */
const opcodes: ConformanceCase[] = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap((opcode, index) => {
  const id = `4.${index < 5 ? 1 : 2}.${(index % 5) + 1}`;
  return [
    { id, name: `opcode ${opcode}`, frames: [clientFrame(FIN | opcode, 'x')], close: 1002 },
    {
      id: `${id}x`,
      name: `opcode ${opcode} behind a text, a ping behind it`,
      frames: [message('a'), clientFrame(FIN | opcode), clientFrame(FIN | PING)],
      relayed: ['a'],
      close: 1002,
    },
  ];
});

/** RFC 6455, 5.1: a frame without a mask ends the connection. */
const masks: ConformanceCase[] = [TEXT, BINARY, PING, CLOSE].map((opcode) => ({
  id: 'mask',
  name: `opcode ${opcode} without a mask`,
  frames: [encodeFrame({ first: FIN | opcode, payload: Buffer.alloc(0), mask: null })],
  close: 1002,
}));

/** 9 and 10: what is large, in one frame or many. The limits are this service's. */
const large: ConformanceCase[] = [
  {
    id: '9.1',
    name: 'a text above 64 KiB, then another',
    frames: [message(sized(65_537)), message('a')],
    answers: ['error too-large'],
    relayed: ['a'],
  },
  {
    id: '9.1.x',
    name: 'a text above 256 KiB',
    frames: [clientFrame(FIN | TEXT, Buffer.alloc(262_145, 0x78))],
    close: 1009,
  },
  {
    id: '9.3',
    name: 'a text above 256 KiB in fragments',
    frames: fragmentsOf(Buffer.alloc(262_145, 0x78), 65_000),
    close: 1009,
  },
  {
    id: '9.x',
    name: 'a length with its highest bit set',
    frames: [Buffer.from([FIN | TEXT, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0])],
    close: 1009,
  },
  {
    id: '10.1.1',
    name: `64 KiB in fragments of ${PARTS} bytes, pings between them`,
    frames: fragmentsOf(relayOf(sized(65_536)), PARTS).flatMap((frame, index) =>
      index % 10 === 1 ? [clientFrame(FIN | PING, 'p'), frame] : [frame],
    ),
    answers: Array.from({ length: 5 }, () => pong('p')),
    relayed: [sized(65_536)],
  },
];

export const FRAMING_CASES = [...sizes, ...reservedBits, ...opcodes, ...masks, ...large];
