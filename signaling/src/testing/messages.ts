import * as fc from 'fast-check';

/*
 * Relays as hostile as they get while still looking like some: members in any order, twice, with escapes in their keys,
 * with values of the wrong kind, with white space and broken JSON in between, and with bytes changed at random.
 */

const oneOf = (texts: readonly string[]) => fc.constantFrom(...texts);
/** For JSON fragments that hold no space themselves. */
const words = (text: string) => text.trim().split(/\s+/);

const KEYS = words(
  String.raw`type to room sdp candidate n text from x y z __proto__ t\u006f r\u006fom fro\u006d \u0074ype ty\pe sdp\" ключ`,
);
const CANDIDATE_KEYS = words(String.raw`candidate sdpMid sdpMLineIndex usernameFragment x c\u0061ndidate`);
const VALUES = words(String.raw`
  "offer" "answer" "ice-candidate" "chat" "o\u0066fer" "join" "p" "q" "r" "r2" "\u0072" "v=0\r\n" "" "\ud800" "🚀" "\x"
  "\u00g0" "p\n" " "open 0 1 -0 01 1.5 1e3 1E+400 - .5 1. 1e 1024 999999999999999999 true false null nul NaN undefined
  [] {} [1,] {"a":1,} [[[[]]]] {"a":{"b":[1]}}`);
const USUAL = words(String.raw`
  "type":"offer" "type":"answer" "type":"ice-candidate" "type":"chat" "to":"p" "room":"r" "sdp":"v=0\r\n" "text":"hello" "n":7
  "candidate":{"candidate":"c","sdpMid":"0","sdpMLineIndex":0}`);
const RIGHT = [
  words(String.raw`"type":"offer" "to":"p" "room":"r" "sdp":"v=0\r\n"`),
  words(String.raw`"type":"ice-candidate" "to":"p" "room":"r" "candidate":{"candidate":"c","sdpMid":null}`),
  words(String.raw`"type":"chat" "to":"p" "room":"r" "text":"hello"`),
];
const SPACES = [' ', '\n', '\t\r', '\u00A0', '\u0000'];
const CHANGES = ['', '"', '\\', '{', '}', ',', ':', ' ', '\n', '0', 'x', '[', ']', '\u0001'];

const space = fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: oneOf(SPACES) });
const anyJson = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value));

const member = (keys: readonly string[], value: fc.Arbitrary<string>) =>
  fc
    .tuple(space, oneOf(keys), space, space, value, space)
    .map(([a, key, b, c, text, d]) => `${a}"${key}"${b}:${c}${text}${d}`);

const object = (members: readonly string[]) => `{${members.join(',')}}`;

const candidate = fc
  .array(member(CANDIDATE_KEYS, fc.oneof(oneOf(VALUES), anyJson)), { maxLength: 5 })
  .map(object);

const odd = member(KEYS, fc.oneof(oneOf(VALUES), candidate, anyJson));

/** A heap of members that may or may not make a relay. */
const heap = fc
  .array(fc.oneof({ weight: 3, arbitrary: oneOf(USUAL) }, { weight: 1, arbitrary: odd }), {
    minLength: 3,
    maxLength: 7,
  })
  .map(object);

/** A relay that is right but for up to two more members, so that much of the fuzz gets past the first checks. */
const nearlyRight = fc
  .tuple(fc.constantFrom(...RIGHT), fc.array(odd, { maxLength: 2 }))
  .chain(([right, more]) => {
    const members = [...right, ...more];
    return fc.shuffledSubarray(members, { minLength: members.length });
  })
  .map(object);

const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), text: oneOf(CHANGES) });

/** Texts for whatever reads relays, from right to absurd; the room of the right ones is `r`, their receiver `p`. */
export const mutatedRelay: fc.Arbitrary<string> = fc
  .tuple(fc.oneof(nearlyRight, heap), fc.option(fc.array(change, { maxLength: 2 }), { nil: [], freq: 1 }))
  .map(([text, changes]) => changes.reduce(applyChange, text));

/** Replaces one character, or removes it. */
function applyChange(text: string, { at, text: replacement }: { at: number; text: string }): string {
  const index = Math.floor(at * text.length);
  return text.slice(0, index) + replacement + text.slice(index + 1);
}
