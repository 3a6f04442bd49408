import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  congestionScore,
  createLinkMemory,
  readLink,
  smoothBitrate,
  type LinkMemory,
  type LinkSample,
} from './congestion.ts';

const NEED = 1_000_000;
/** What the encoder can be held down to. */
const LEAST = 500_000;
const LATER = 10_000;

describe('the estimate', () => {
  test('below nine tenths of the need is tight, and a shortage where a slower encoder would not mend it', () => {
    expect(signals({ estimate: 901_000 })).toEqual([]);
    expect(signals({ estimate: 899_000 })).toEqual(['tight']);
    expect(signals({ estimate: 600_000 })).toEqual(['tight']);
    expect(signals({ estimate: 599_000 })).toEqual(['collapse', 'tight']);
    expect(signals({ estimate: 499_000 })).toEqual(['collapse', 'estimate']);
    expect(readLink(createLinkMemory(), sampled({ estimate: 499_000 }), 800_000, LEAST).signals).toEqual([
      'estimate',
    ]);
  });

  test.each([0, null])(
    'that becomes %s after a valid one is the worst, before that it is unknown',
    (gone) => {
      const { memory } = read({ at: 100, estimate: 300_000 });
      expect(read({ estimate: gone }, memory)).toMatchObject({ signals: ['estimate'], estimate: 0 });
      expect(read({ estimate: gone })).toMatchObject({ signals: [], estimate: null });
    },
  );
});

describe("the viewer's reports", () => {
  test('that stop are a signal, even when they are no longer handed over', () => {
    expect(signals({ report: report(701) })).toEqual(['silence']);
    const { memory } = read({ report: report(0) });
    expect(signals({ at: LATER + 701 }, memory)).toEqual(['silence']);
  });

  test('that never come are none', () => {
    expect(signals({ report: null })).toEqual([]);
  });

  test('that stay away for 10 s while the link lives have ended for another reason', () => {
    expect(signals({ report: report(9999) })).toEqual(['silence']);
    expect(signals({ report: report(10_000) })).toEqual([]);
  });
});

describe('a picture that stopped', () => {
  const waiting = { ms: 200, arriving: 300_000, sending: 1_000_000 };

  test('while little of what is sent comes is congestion at once, and what comes is what the link carries', () => {
    const reading = read({ estimate: 9_000_000, waiting });
    expect(reading).toMatchObject({ estimate: 300_000, deep: true });
    expect(reading.signals).toEqual(['backlog', 'estimate']);
    expect(congestionScore(reading.signals)).toBe(3);
  });

  test('is none on a link so new that its estimate is not to be believed', () => {
    expect(signals({ estimate: null, waiting })).toEqual([]);
  });

  test('is none where most of it comes, or next to nothing waits', () => {
    expect(signals({ estimate: 9_000_000, waiting: { ...waiting, arriving: 800_000 } })).toEqual([]);
    expect(signals({ estimate: 9_000_000, waiting: { ...waiting, sending: 370_000 } })).toEqual([]);
    expect(signals({ estimate: 9_000_000, waiting: { ...waiting, ms: 59 } })).toEqual([]);
  });
});

test('packets that wait or get lost are signals', () => {
  expect(signals({ pacerMs: 151, loss: 0.11 })).toEqual(['pacer', 'loss']);
  expect(signals({ pacerMs: 150, loss: 0.1 })).toEqual([]);
});

describe('the round trip', () => {
  test('is a signal when it is 200 ms above the least of late', () => {
    const { memory } = read({ report: report(0, 30) });
    expect(signals({ report: report(0, 232) }, memory)).toEqual(['rtt']);
    expect(signals({ report: report(0, 230) }, memory)).toEqual([]);
    expect(signals({ report: report(401, 500) }, memory)).toEqual([]);
  });

  test('that stays high after a change of network is normal within a minute', () => {
    let { memory } = read({ report: report(0, 30) });
    for (let tick = 0; tick < 240; tick += 1) memory = read({ report: report(0, 300) }, memory).memory;
    expect(signals({ report: report(0, 300) }, memory)).toEqual([]);
  });
});

describe('the score', () => {
  test('of two witnesses is congestion in one tick, of the estimate alone in two', () => {
    expect(congestionScore(['estimate', 'pacer'])).toBe(3);
    expect(congestionScore(['estimate'])).toBe(2);
    expect(congestionScore(['pacer', 'loss', 'rtt'])).toBe(3);
  });

  test('of a tight estimate alone is congestion in three ticks: the encoder obeys in less', () => {
    expect(congestionScore(['tight'])).toBe(1);
    expect(congestionScore(['tight', 'loss', 'rtt'])).toBe(3);
  });

  test('of the round trip alone is nothing: a busy CPU raises it too', () => {
    expect(congestionScore(['rtt'])).toBe(0);
  });

  test('of silence alone is half: a hidden tab reports once a second', () => {
    expect(congestionScore(['silence'])).toBe(1);
    expect(congestionScore(['silence', 'loss'])).toBe(3);
  });
});

test("a rung's smoothed rate starts at the first measurement and stays between the last two", () => {
  const rate = fc.nat(1e8);
  expect(smoothBitrate(null, 5)).toBe(5);
  expect(smoothBitrate(10, 20)).toBe(13);
  fc.assert(
    fc.property(rate, rate, (previous, measured) => {
      const smooth = smoothBitrate(previous, measured);
      expect(smooth).toBeGreaterThanOrEqual(Math.min(previous, measured) * (1 - 1e-9));
      expect(smooth).toBeLessThanOrEqual(Math.max(previous, measured) * (1 + 1e-9));
    }),
  );
});

function read(sample: Partial<LinkSample>, memory: LinkMemory = createLinkMemory()) {
  return readLink(memory, sampled(sample), NEED, LEAST);
}

function sampled(sample: Partial<LinkSample>): LinkSample {
  const clean = { at: LATER, estimate: null, sentBitrate: 0, rttMs: null, loss: 0, pacerMs: 0, report: null };
  return { ...clean, ...sample };
}

function signals(sample: Partial<LinkSample>, memory?: LinkMemory) {
  return read(sample, memory).signals;
}

function report(ageMs: number, rttMs: number | null = null): LinkSample['report'] {
  return { ageMs, rttMs, fps: 30, decoded: 0, freezes: 0 };
}
