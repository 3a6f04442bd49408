import { clientFrame } from '../frames.ts';
import {
  CLOSE,
  CONTINUATION,
  FIN,
  fragments,
  message,
  PING,
  PONG,
  pong,
  relayOf,
  TEXT,
  type ConformanceCase,
} from './case.ts';

const ping = (payload: Buffer | string = ''): Buffer => clientFrame(FIN | PING, payload);
const NO_TEXT = Buffer.from([0x00, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0x00, 0xff]);
const LONGEST = Buffer.alloc(125, 0xfe);
const TEN = Array.from({ length: 10 }, (_, index) => `payload-${index}`);

/** 2: pings and pongs. */
const pings: ConformanceCase[] = [
  { id: '2.1', name: 'a ping without a payload', frames: [ping()], answers: [pong()] },
  { id: '2.2', name: 'a ping with a text', frames: [ping('Hello')], answers: [pong('Hello')] },
  { id: '2.3', name: 'a ping with what is no text', frames: [ping(NO_TEXT)], answers: [pong(NO_TEXT)] },
  { id: '2.4', name: 'a ping of 125 bytes', frames: [ping(LONGEST)], answers: [pong(LONGEST)] },
  { id: '2.5', name: 'a ping of 126 bytes', frames: [ping(Buffer.alloc(126, 0xfe))], close: 1002 },
  { id: '2.7', name: 'a pong nobody asked for', frames: [clientFrame(FIN | PONG)] },
  { id: '2.8', name: 'a pong nobody asked for, with a payload', frames: [clientFrame(FIN | PONG, 'x')] },
  {
    id: '2.9',
    name: 'a pong nobody asked for, then a ping',
    frames: [clientFrame(FIN | PONG, 'x'), ping('y')],
    answers: [pong('y')],
  },
  {
    id: '2.10',
    name: 'ten pings',
    frames: TEN.map((text) => ping(text)),
    answers: TEN.map((text) => pong(text)),
  },
  {
    id: '2.x',
    name: 'pings between texts',
    frames: [message('a'), ping('1'), message('b'), ping('2'), message('c')],
    answers: [pong('1'), pong('2')],
    relayed: ['a', 'b', 'c'],
  },
];

const close = (code: number, reason: Buffer | string = ''): Buffer =>
  clientFrame(FIN | CLOSE, Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]));

/** Of the codes that may stand in a close frame: RFC 6455, 7.4, and IANA's registry (1012 to 1014). */
const VALID = [
  1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
];
const INVALID = [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];
const BAD_REASON = Buffer.from('cebae1bdb9cf83cebcceb5eda080656469746564', 'hex');
const [start = Buffer.alloc(0), end = Buffer.alloc(0)] = fragments(relayOf('parts'), 20);

/** 7: the closing handshake. Nothing that comes behind a close frame counts. */
const closing: ConformanceCase[] = [
  {
    id: '7.1.1',
    name: 'a text, then a close',
    frames: [message('a'), close(1000)],
    relayed: ['a'],
    close: 1000,
  },
  { id: '7.1.2', name: 'two closes', frames: [close(1000), close(1001)], close: 1000 },
  { id: '7.1.3', name: 'a ping behind a close', frames: [close(1000), ping('late')], close: 1000 },
  { id: '7.1.4', name: 'a text behind a close', frames: [close(1000), message('late')], close: 1000 },
  { id: '7.1.5', name: 'a close between fragments', frames: [start, close(1000), end], close: 1000 },
  { id: '7.3.1', name: 'a close without a code', frames: [clientFrame(FIN | CLOSE)], close: 1005 },
  { id: '7.3.2', name: 'a close with half a code', frames: [clientFrame(FIN | CLOSE, 'x')], close: 1002 },
  { id: '7.3.3', name: 'a close with a code', frames: [close(1000)], close: 1000 },
  { id: '7.3.4', name: 'a close with a reason', frames: [close(1000, 'Hello, wörld')], close: 1000 },
  {
    id: '7.3.5',
    name: 'a close with 123 bytes of reason',
    frames: [close(1000, 'x'.repeat(123))],
    close: 1000,
  },
  {
    id: '7.3.6',
    name: 'a close with 124 bytes of reason',
    frames: [close(1000, 'x'.repeat(124))],
    close: 1002,
  },
  {
    id: '7.5.1',
    name: 'a close with a reason that is no UTF-8',
    frames: [close(1000, BAD_REASON)],
    close: 1007,
  },
  ...VALID.map((code, index) => ({
    id: `7.7.${index + 1}`,
    name: `a close with ${code}`,
    frames: [close(code)],
    close: code,
  })),
  ...INVALID.map((code, index) => ({
    id: `7.9.${index + 1}`,
    name: `a close with ${code}, which is none to send`,
    frames: [close(code)],
    close: 1002,
  })),
  {
    id: '7.x',
    name: 'a close in two fragments',
    frames: [clientFrame(CLOSE), clientFrame(FIN | CONTINUATION)],
    close: 1002,
  },
  {
    id: '7.x',
    name: 'a text begun, then a close',
    frames: [clientFrame(TEXT, '{'), close(1001)],
    close: 1001,
  },
];

export const CONTROL_CASES = [...pings, ...closing];
