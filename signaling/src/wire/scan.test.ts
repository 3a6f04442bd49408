import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseClientMessage } from '../../protocol/index.ts';
import { BAD_CLIENT_MESSAGES, GOOD_CLIENT_MESSAGES } from '../../protocol/messages.fixtures.ts';
import { mutatedRelay } from '../testing/messages.ts';
import { scanRelay } from './scan.ts';

const ROOM = '"r"';

/** What the scan must agree with when it accepts: the parser and the schema. */
function expectAgreement(text: string): boolean {
  const raw = Buffer.from(text);
  const header = scanRelay(raw, ROOM);
  if (header === null) return false;
  const parsed = parseClientMessage(text);
  if (!parsed.ok || !('to' in parsed.value)) throw new Error(`accepted what the parser refuses: ${text}`);
  expect({ type: parsed.value.type, to: parsed.value.to, room: parsed.value.room }).toEqual({
    type: header.type,
    to: header.to,
    room: 'r',
  });
  const forwarded: unknown = JSON.parse(`${raw.toString('utf8', 0, header.end)},"from":"ada"}`);
  expect(JSON.stringify(forwarded)).toBe(JSON.stringify({ ...JSON.parse(text), from: 'ada' }));
  return true;
}

describe('the scan', () => {
  test('accepts the relays that clients send', () => {
    const relays = GOOD_CLIENT_MESSAGES.filter(([, text]) =>
      /^\{"type":"(offer|answer|ice-candidate)"/.test(text),
    );
    expect(relays).toHaveLength(6);
    for (const [, text] of relays) expect(expectAgreement(text)).toBe(true);
  });

  test.each([...GOOD_CLIENT_MESSAGES, ...BAD_CLIENT_MESSAGES])(
    'agrees with the parser on %s',
    (_name, text) => {
      expect(() => expectAgreement(text)).not.toThrow();
    },
  );

  test.each([
    ['another room', '{"type":"offer","to":"p","room":"s","sdp":"x"}'],
    ['a room that begins alike', '{"type":"offer","to":"p","room":"r2","sdp":"x"}'],
    ['two receivers', '{"type":"offer","to":"p","to":"q","room":"r","sdp":"x"}'],
    ['two rooms', '{"type":"offer","to":"p","room":"s","room":"r","sdp":"x"}'],
    ['a receiver hidden in an escape', '{"type":"offer","to":"p","t\\u006f":"q","room":"r","sdp":"x"}'],
    ['a sender', '{"type":"offer","to":"p","room":"r","sdp":"x","from":"eve"}'],
    ['a sender hidden in an escape', '{"type":"offer","to":"p","room":"r","sdp":"x","fro\\u006d":"eve"}'],
    [
      'two candidates in one',
      '{"type":"ice-candidate","to":"p","room":"r","candidate":{"candidate":"","candidate":1}}',
    ],
    ['something behind it', '{"type":"offer","to":"p","room":"r","sdp":"x"}]'],
    ['a control character', '{"type":"offer","to":"p","room":"r","sdp":"\n"}'],
    ['half an escape', '{"type":"offer","to":"p","room":"r","sdp":"\\u12"}'],
    ['no escape', '{"type":"offer","to":"p","room":"r","sdp":"\\x"}'],
    ['a number with a zero before it', '{"type":"offer","to":"p","room":"r","sdp":"x","y":01}'],
    ['deep nesting', `{"type":"offer","to":"p","room":"r","sdp":"x","y":${'['.repeat(9)}${']'.repeat(9)}}`],
  ])('leaves %s to the parser', (_name, text) => {
    expect(scanRelay(Buffer.from(text), ROOM)).toBeNull();
  });

  test('agrees on long messages, wherever something stands in the way', () => {
    const filler = 'x'.repeat(1100);
    const anywhere = fc.tuple(
      fc.nat(40),
      fc.constantFrom('"', '\\', '\\n', '\\u00e9', '\n', '\u0000', '\u001f', ' ', 'é', '🚀', '\u007f'),
    );
    fc.assert(
      fc.property(fc.array(anywhere, { maxLength: 4 }), (inserts) => {
        const sdp = inserts.map(([gap, text]) => filler.slice(0, gap) + text).join('') + filler;
        expectAgreement(`{"type":"offer","to":"p","room":"r","sdp":"${sdp}"}`);
      }),
      { numRuns: 3000 },
    );
    expect(expectAgreement(`{"type":"offer","to":"p","room":"r","sdp":"é\\r\\n${filler}"}`)).toBe(true);
  });

  test('accepts nothing that the parser and the schema would not, and reads the same from it', () => {
    let accepted = 0;
    fc.assert(
      fc.property(mutatedRelay, (text) => {
        if (expectAgreement(text)) accepted += 1;
      }),
      { numRuns: 20_000 },
    );
    // A property that hardly ever applies shows nothing.
    expect(accepted).toBeGreaterThan(500);
    // A second of work, which takes 4 s on a machine that is busy otherwise.
  }, 60_000);
});
