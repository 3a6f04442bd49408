import { clientFrame } from '../frames.ts';
import {
  CONTINUATION,
  FIN,
  fragments,
  fragmentsOf,
  message,
  PING,
  PONG,
  pong,
  relayOf,
  TEXT,
  type ConformanceCase,
} from './case.ts';

const ping = (payload: string): Buffer => clientFrame(FIN | PING, payload);
const stray = (first: number): Buffer => clientFrame(first | CONTINUATION, 'non-continuation payload');
const two = fragments(relayOf('two'), 30);
const five = fragments(relayOf('five'), 10, 20, 30, 40);
const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = two;

/** 5: messages in several frames, with control frames between them, and continuations of nothing. */
export const FRAGMENTATION_CASES: readonly ConformanceCase[] = [
  ...(
    [
      ['5.1', PING],
      ['5.2', PONG],
    ] as const
  ).map(([id, opcode]) => ({
    id,
    name: `opcode ${opcode} in two fragments`,
    frames: [clientFrame(opcode, 'fragment1'), clientFrame(FIN | CONTINUATION, 'fragment2')],
    close: 1002,
  })),
  { id: '5.3', name: 'a text in two fragments', frames: two, relayed: ['two'] },
  {
    id: '5.6',
    name: 'a ping between two fragments',
    frames: [first, ping('p'), second],
    answers: [pong('p')],
    relayed: ['two'],
  },
  ...(
    [
      ['5.9', FIN],
      ['5.12', 0],
    ] as const
  ).map(([id, fin]) => ({
    id,
    name: `a continuation of nothing, ${fin === 0 ? 'not ' : ''}final, before a text`,
    frames: [stray(fin), message('late')],
    close: 1002,
  })),
  {
    id: '5.15',
    name: 'a text in two fragments, then a continuation of nothing, then a text',
    frames: [...two, stray(0), message('late')],
    relayed: ['two'],
    close: 1002,
  },
  ...(
    [
      ['5.16', 0],
      ['5.17', FIN],
    ] as const
  ).map(([id, fin]) => ({
    id,
    name: `a continuation of nothing, ${fin === 0 ? 'not ' : ''}final, before a text in fragments`,
    frames: [stray(fin), ...two, stray(fin), ...two],
    close: 1002,
  })),
  {
    id: '5.18',
    name: 'a text begun within a text',
    frames: [first, clientFrame(FIN | TEXT, 'fragment2')],
    close: 1002,
  },
  {
    id: '5.19',
    name: 'pings after the second and the fourth of five fragments',
    frames: five.flatMap((frame, index) => (index % 2 === 1 ? [frame, ping(`p${index}`)] : [frame])),
    answers: [pong('p1'), pong('p3')],
    relayed: ['five'],
  },
  {
    id: '5.x',
    name: 'texts whole and in fragments by turns',
    frames: [message('a'), ...two, message('b'), ...five, message('c')],
    relayed: ['a', 'two', 'b', 'five', 'c'],
  },
  {
    id: '5.x',
    name: 'empty fragments before, between and behind',
    frames: fragments(relayOf('empty'), 0, 10, 10, relayOf('empty').length),
    relayed: ['empty'],
  },
  {
    id: '5.x',
    name: 'a text in fragments of one byte',
    frames: fragmentsOf(relayOf('bytes'), 1),
    relayed: ['bytes'],
  },
];
