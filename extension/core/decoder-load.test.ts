import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decoderSteps,
  FREE_DECODER,
  heldBy,
  stepDecoder,
  type DecoderSample,
  type DecoderState,
  type DecoderStep,
} from './decoder-load.ts';
import { NO_LIMITS } from './limits.ts';
import { rungsOf } from './rungs.ts';

const TICK_MS = 250;
/** 1080, 720 and 360 lines. */
const RUNGS = rungsOf('1080p30', 'auto', { width: 1920, height: 1080 });
const TEXT = decoderSteps(RUNGS, true, 'detail');

/**
 * A decoder that takes its time for each pixel, and decodes one frame after the other.
 * @param megapixelMs ms for a million px, at a time in ms
 */
function decode(
  ms: number,
  megapixelMs: (at: number) => number,
  steps: readonly DecoderStep[] = TEXT,
  change: Partial<DecoderSample> = {},
) {
  const levels: { readonly at: number; readonly level: number }[] = [];
  let state: DecoderState = FREE_DECODER;
  for (let at = 0; at < ms; at += TICK_MS) {
    const { pixels, fps } = steps[state.level]!;
    const decodeMs = (megapixelMs(at) * pixels) / 1e6;
    const decodedFps = Math.min(fps, 1000 / decodeMs);
    const sample = { at, sentFps: fps, decodedFps, decodeMs, jitterMs: 20, pixels, congested: false };
    const next = stepDecoder(state, { ...sample, ...change }, steps);
    if (next.level !== state.level) levels.push({ at, level: next.level });
    state = next;
  }
  return levels;
}

test('text gives up frames before lines, motion lines before frames, and without layers there are lines alone', () => {
  expect(names(TEXT)).toBe('0.2 0.1 1.2 1.1 2.2 2.1 2.0');
  expect(names(decoderSteps(RUNGS, true, 'motion'))).toBe('0.2 1.2 2.2 2.1 2.0');
  expect(names(decoderSteps(RUNGS, false, 'detail'))).toBe('0.2 1.2 2.2');
});

function names(steps: readonly DecoderStep[]): string {
  return steps.map(({ place: { rung, temporal } }) => `${rung}.${temporal}`).join(' ');
}

describe('a decoder that cannot keep up', () => {
  test('is found out in 2 s, and relieved until it does', () => {
    // 1080p takes 60 ms, where 33 are left.
    expect(decode(10_000, () => 29)).toEqual([{ at: 2000, level: 1 }]);
    expect(decode(10_000, () => 80).map(({ level }) => level)).toEqual([1, 3]);
  });

  test('is tried with more when it has become easy for 10 s', () => {
    expect(decode(40_000, (at) => (at < 5000 ? 29 : 4))).toEqual([
      { at: 2000, level: 1 },
      // The smoothed time has to fall first.
      { at: 16_250, level: 0 },
    ]);
  });

  test('but ever less often where that fails', () => {
    // Decoding is slow only at the full rate: as if the frames of another program came in between.
    let state: DecoderState = FREE_DECODER;
    const raised: number[] = [];
    for (let at = 0; at < 200_000; at += TICK_MS) {
      const { pixels, fps } = TEXT[state.level]!;
      const isFull = state.level === 0;
      const next = stepDecoder(
        state,
        {
          at,
          sentFps: fps,
          decodedFps: isFull ? 10 : fps,
          decodeMs: isFull ? 60 : 5,
          jitterMs: 20,
          pixels,
          congested: false,
        },
        TEXT,
      );
      if (next.level < state.level) raised.push(at);
      state = next;
    }
    const gaps = raised.slice(1).map((at, index) => Math.round((at - (raised[index] ?? at)) / 10_000) * 10);
    expect(gaps).toEqual([20, 40, 80]);
  });
});

describe('no fault of the decoder', () => {
  test('are frames that a short link keeps back', () => {
    expect(decode(20_000, () => 29, TEXT, { congested: true })).toEqual([]);
    expect(decode(20_000, () => 4, TEXT, { decodedFps: 5 })).toEqual([]);
  });

  test('is a decoder that works on several frames at once', () => {
    expect(decode(20_000, () => 29, TEXT, { decodedFps: 30 })).toEqual([]);
  });

  test('unless frames pile up before it', () => {
    expect(decode(3000, () => 29, TEXT, { decodedFps: 30, jitterMs: 500 })).not.toEqual([]);
  });

  test('is a still page, and a viewer of whom it is not known what was written to it', () => {
    expect(decode(20_000, () => 200, TEXT, { sentFps: 1, decodedFps: 0 })).toEqual([]);
    expect(decode(20_000, () => 29, TEXT, { sentFps: null })).toEqual([]);
  });
});

test('in any weather: a level that exists, and never two steps within 2 s', () => {
  const any = fc.record({
    sentFps: fc.option(fc.nat(60)),
    decodedFps: fc.nat(60),
    decodeMs: fc.option(fc.nat(200)),
    jitterMs: fc.option(fc.nat(2000)),
    pixels: fc.nat(4_000_000),
    congested: fc.boolean(),
  });
  const stretch = fc.tuple(any, fc.integer({ min: 1, max: 60 }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 20 }), fc.boolean(), (stretches, layers) => {
      const steps = decoderSteps(RUNGS, layers, 'detail');
      let state: DecoderState = FREE_DECODER;
      let [at, movedAt] = [0, Number.NEGATIVE_INFINITY];
      for (const [sample, count] of stretches) {
        for (let tick = 0; tick < count; tick += 1) {
          const next = stepDecoder(state, { at, ...sample }, steps);
          expect(steps[next.level]).toBeDefined();
          const moved = next.level !== state.level;
          expect(moved ? at - movedAt : Infinity).toBeGreaterThanOrEqual(2000);
          if (moved) movedAt = at;
          state = next;
          at += TICK_MS;
        }
      }
    }),
  );
});

describe('limits', () => {
  const slower = TEXT[3];

  test('are narrowed to what the decoder manages, and say so', () => {
    expect(heldBy(slower, NO_LIMITS)).toEqual({ top: 1, temporal: 1, paused: false, reason: 'decoder' });
    expect(heldBy(TEXT[0], NO_LIMITS)).toBe(NO_LIMITS);
  });

  test('that are lower by themselves stay as they are', () => {
    const asked = { top: 2, temporal: 0, paused: false, reason: 'asked' } as const;
    expect(heldBy(slower, asked)).toBe(asked);
    const hidden = { ...NO_LIMITS, paused: true, reason: 'hidden' } as const;
    expect(heldBy(slower, hidden)).toBe(hidden);
  });
});
