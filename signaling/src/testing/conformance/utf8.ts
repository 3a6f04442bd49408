import { fragments, fragmentsOf, message, relayOf, ENVELOPE, type ConformanceCase } from './case.ts';

/** Bytes in hex, as Autobahn's table has them (Markus Kuhn's stress test), by the number of its group. */
const VALID: Readonly<Record<string, readonly string[]>> = {
  // Hello-µ@ßöäüàá-UTF-8!!, κόσμε and one character of each length.
  '6.2': [
    '48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121',
    'cebae1bdb9cf83cebcceb5',
    'c3a9',
    'f09f9a80',
  ],
  // The least of each length but the NUL, which JSON does not take as it is.
  '6.7': ['c280', 'e0a080', 'f0908080'],
  // The most of each length.
  '6.9': ['7f', 'dfbf', 'efbfbf', 'f48fbfbf'],
  // Around the surrogates, the replacement character, the last code point.
  '6.11': ['ed9fbf', 'ee8080', 'efbfbd', 'f48fbfbf'],
  // No characters, but well-formed.
  '6.22': Array.from({ length: 17 }, (_, plane) =>
    [0xff_fe, 0xff_ff].map((last) => hexOf(plane, last)),
  ).flat(),
  '6.23': ['efbfb9', 'efbfba', 'efbfbb', 'efbfbc', 'efbfbd'],
};

const INVALID: Readonly<Record<string, readonly string[]>> = {
  '6.3': ['cebae1bdb9cf83cebcceb5eda080656469746564'],
  // Fail fast: within a text, and beyond the last code point.
  '6.4': ['cebae1bdb9cf83cebcceb5f4908080656469746564'],
  // All that κόσμε can be cut off at.
  '6.6': ['ce', 'cebae1', 'cebae1bd', 'cebae1bdb9cf', 'cebae1bdb9cf83ce', 'cebae1bdb9cf83cebcce'],
  // Five and six bytes.
  '6.8': ['f888808080', 'fc8480808080'],
  '6.10': ['f7bfbfbf', 'fbbfbfbfbf', 'fdbfbfbfbfbf'],
  '6.11': ['f4908080'],
  // Continuations of nothing.
  '6.12': ['80', 'bf', '80bf', '80bf80', '80bf80bf', '80bf80bf80', '80bf80bf80bf', everyByte(0x80, 0xbf)],
  // Starts of nothing, each followed by a space.
  '6.13': [
    starts(0xc0, 0xdf),
    starts(0xe0, 0xef),
    starts(0xf0, 0xf7),
    starts(0xf8, 0xfb),
    starts(0xfc, 0xfd),
  ],
  // The last byte is missing.
  '6.14': [
    'c0',
    'e080',
    'f08080',
    'f8808080',
    'fc80808080',
    'df',
    'efbf',
    'f7bfbf',
    'fbbfbfbf',
    'fdbfbfbfbf',
  ],
  '6.15': ['c0e080f08080f8808080fc80808080dfefbff7bfbffbbfbfbffdbfbfbfbf'],
  '6.16': ['fe', 'ff', 'fefeffff'],
  // Longer than they need to be: a slash, the most, and a NUL.
  '6.17': ['c0af', 'e080af', 'f08080af', 'f8808080af', 'fc80808080af'],
  '6.18': ['c1bf', 'e09fbf', 'f08fbfbf', 'f887bfbfbf', 'fc83bfbfbfbf'],
  '6.19': ['c080', 'e08080', 'f0808080', 'f880808080', 'fc8080808080'],
  // Surrogates, alone and in pairs.
  '6.20': ['eda080', 'edadbf', 'edae80', 'edafbf', 'edb080', 'edbe80', 'edbfbf'],
  '6.21': ['eda080edb080', 'eda080edbfbf', 'edadbfedb080', 'edadbfedbfbf', 'edae80edb080', 'edafbfedbfbf'],
};

/** The code point `last` of a plane. */
function hexOf(plane: number, last: number): string {
  return Buffer.from(String.fromCodePoint(plane * 0x1_00_00 + last)).toString('hex');
}

function everyByte(from: number, to: number): string {
  return Buffer.from(Array.from({ length: to - from + 1 }, (_, index) => from + index)).toString('hex');
}

function starts(from: number, to: number): string {
  return everyByte(from, to).replaceAll(/../g, '$&20');
}

/** Where the frames end: within the text as well, so that a character comes in two of them. */
const SPLITS = [
  ['in one frame', (payload: Buffer) => fragments(payload)],
  ['split in the middle', (payload: Buffer) => fragments(payload, splitOf(payload))],
  ['in frames of a byte', (payload: Buffer) => fragmentsOf(payload, 1)],
] as const;

/** Behind the first byte of the text. */
const splitOf = (payload: Buffer): number => Math.min(ENVELOPE - 1, payload.length - 1);

/** 6: whatever is well-formed arrives as it was, whatever is not ends the connection, however it is split. */
export const UTF8_CASES: readonly ConformanceCase[] = [
  ...Object.entries(VALID).flatMap(([group, texts]) => casesOf(group, texts, true)),
  ...Object.entries(INVALID).flatMap(([group, texts]) => casesOf(group, texts, false)),
  { id: '6.7.1', name: 'a NUL, which JSON refuses', frames: [message('\0')], answers: ['error bad-message'] },
];

function casesOf(group: string, texts: readonly string[], isValid: boolean): ConformanceCase[] {
  return texts.flatMap((hex, index) =>
    SPLITS.map(([how, split]) => {
      const bytes = Buffer.from(hex, 'hex');
      const name = `${hex.slice(0, 24)} ${how}`;
      const common = { id: `${group}.${index + 1}`, name, frames: split(relayOf(bytes)) };
      return isValid ? { ...common, relayed: [bytes.toString()] } : { ...common, close: 1007 };
    }),
  );
}
