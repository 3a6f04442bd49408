import { describe, expect, test } from 'vitest';
import { answerPatience, createNegotiation, decideAnswer, decideOffer, nextOffer } from './negotiation.ts';

const polite = createNegotiation('zoe', 'adam');
const impolite = createNegotiation('adam', 'zoe');

test('exactly one of two peers is polite', () => {
  expect([polite.polite, impolite.polite]).toEqual([true, false]);
});

describe('an offer', () => {
  test('is accepted when nothing is under way', () => {
    const { decision, negotiation } = decideOffer(impolite, 'stable', 1);
    expect([decision, negotiation.received]).toEqual(['accept', 1]);
  });

  test('that collides with mine is accepted by the polite side and ignored by the other', () => {
    expect(decideOffer(polite, 'have-local-offer', 1).decision).toBe('accept');
    expect(decideOffer(impolite, 'have-local-offer', 1).decision).toBe('ignore');
  });

  test('that was overtaken is ignored', () => {
    const { negotiation } = decideOffer(polite, 'stable', 5);
    expect(decideOffer(negotiation, 'stable', 4).decision).toBe('ignore');
    expect(decideOffer(negotiation, 'stable', 6).decision).toBe('accept');
  });

  test('that comes a second time is answered a second time, unless it is still being dealt with', () => {
    const { negotiation } = decideOffer(polite, 'stable', 5);
    expect(decideOffer(negotiation, 'stable', 5)).toEqual({ negotiation, decision: 'repeat' });
    expect(decideOffer(negotiation, 'have-remote-offer', 5).decision).toBe('ignore');
    expect(decideOffer(negotiation, 'have-local-offer', 5).decision).toBe('ignore');
  });

  test('that was ignored does not count as received', () => {
    const { negotiation } = decideOffer(impolite, 'have-local-offer', 7);
    expect(decideOffer(negotiation, 'stable', 7).decision).toBe('accept');
  });

  test('without a number (a plain client) is taken as the newest', () => {
    const { negotiation } = decideOffer(polite, 'stable', 5);
    const plain = decideOffer(negotiation, 'stable', undefined);
    expect([plain.decision, plain.negotiation.received]).toEqual(['accept', 5]);
  });
});

describe('an answer', () => {
  const twice = nextOffer(nextOffer(polite));

  test('to my newest offer is accepted', () => {
    expect(decideAnswer(twice, 'have-local-offer', 2)).toBe('accept');
  });

  test('to an older offer is ignored', () => {
    expect(decideAnswer(twice, 'have-local-offer', 1)).toBe('ignore');
  });

  test('that nobody waits for is ignored', () => {
    expect(decideAnswer(twice, 'stable', 2)).toBe('ignore');
    expect(decideAnswer(twice, 'have-remote-offer', 2)).toBe('ignore');
  });

  test('without a number is accepted while an offer is open', () => {
    expect(decideAnswer(twice, 'have-local-offer', undefined)).toBe('accept');
  });
});

test('an answer is waited for ever longer, up to a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 2000].map(answerPatience)).toEqual([
    5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000,
  ]);
});
