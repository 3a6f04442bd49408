import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodeMessage } from './peer-message.ts';
import { continueCode, createCodeExchange, openingOf, safetyCode, type CodeExchange } from './safety-code.ts';

const nonce = () => Buffer.from(webcrypto.getRandomValues(new Uint8Array(16))).toString('base64url');
const sdpOf = (fingerprint: string) => `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\nm=video 9\r\n`;
const ANN = sdpOf('AA:01');
const BOB = sdpOf('BB:02');

/** Both sides, after what each of them got from the other. */
function exchanged(tamper = (message: CodeMessage) => message): { ann: CodeExchange; bob: CodeExchange } {
  let ann = createCodeExchange('ann', 'bob', nonce());
  let bob = createCodeExchange('bob', 'ann', nonce());
  let message = openingOf(ann);
  for (let toBob = true; message; toBob = !toBob) {
    const step = continueCode(toBob ? bob : ann, tamper(message));
    if (toBob) bob = step.exchange;
    else ann = step.exchange;
    message = step.reply;
  }
  return { ann, bob };
}

describe('a safety code', () => {
  test('is the same on both sides: five signs of 64', () => {
    const { ann, bob } = exchanged();
    const code = safetyCode(ann, ANN, BOB);
    expect(code).toHaveLength(5);
    expect(code?.every((sign) => sign >= 0 && sign < 64)).toBe(true);
    expect(safetyCode(bob, BOB, ANN)).toEqual(code);
  });

  test('differs when someone in the middle shows another certificate to one side', () => {
    const { ann, bob } = exchanged();
    expect(safetyCode(bob, BOB, sdpOf('EE:05'))).not.toEqual(safetyCode(ann, ANN, BOB));
  });

  test('uses all its 64 signs in every place', () => {
    const seen = Array.from({ length: 5 }, () => new Set<number>());
    for (let run = 0; run < 1500; run += 1) {
      const { ann } = exchanged();
      safetyCode(ann, ANN, BOB)?.forEach((sign, place) => seen[place]?.add(sign));
    }
    expect(seen.map(({ size }) => size)).toEqual([64, 64, 64, 64, 64]);
  });

  test('counts every certificate that a description allows, whatever their order and case', () => {
    const { ann } = exchanged();
    const both = `${BOB}a=fingerprint:sha-256 cc:03\r\n`;
    expect(safetyCode(ann, ANN, both)).not.toEqual(safetyCode(ann, ANN, BOB));
    expect(safetyCode(ann, ANN, `${sdpOf('CC:03')}a=fingerprint:SHA-256 bb:02\n`)).toEqual(
      safetyCode(ann, ANN, both),
    );
  });

  test('is not there before the exchange is over', () => {
    expect(safetyCode(createCodeExchange('ann', 'bob', nonce()), ANN, BOB)).toBeNull();
  });

  test('is never agreed on with a number that was not committed to', () => {
    const { bob } = exchanged((message) =>
      message.type === 'code-reveal' ? { ...message, nonce: nonce() } : message,
    );
    expect(safetyCode(bob, BOB, ANN)).toBeNull();
  });

  test('is not moved by messages out of turn', () => {
    const message = fc.oneof(
      fc.record({ type: fc.constant<'code-commit'>('code-commit'), hash: fc.string() }),
      fc.record({
        type: fc.constantFrom<'code-answer' | 'code-reveal'>('code-answer', 'code-reveal'),
        nonce: fc.string(),
      }),
    );
    fc.assert(
      fc.property(fc.array(message), (late) => {
        const { ann, bob } = exchanged();
        for (const side of [ann, bob]) {
          let exchange = side;
          for (const each of late) ({ exchange } = continueCode(exchange, each));
          expect(safetyCode(exchange, ANN, BOB)).toEqual(safetyCode(side, ANN, BOB));
        }
      }),
    );
  });
});
