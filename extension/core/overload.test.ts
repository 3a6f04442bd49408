import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CALM, stepMachine, type EncoderLoad, type MachineState } from './overload.ts';

const EASY: EncoderLoad = { encodeMs: 5, fps: 30, sourceFps: 30, maxFps: 30 };

/** So many seconds with one encoder, which is told what the machine manages. */
function run(
  from: MachineState,
  seconds: number,
  change: Partial<EncoderLoad>,
  lagMs = 0,
  start = 0,
): MachineState {
  let state = from;
  for (let second = 1; second <= seconds; second += 1) {
    const maxFps = Math.min(change.maxFps ?? 30, state.maxFps ?? Infinity);
    const encoder = { ...EASY, ...change, maxFps };
    state = stepMachine(state, { at: (start + second) * 1000, encoders: [encoder], lagMs });
  }
  return state;
}

describe('an encoder that takes as long as there is between two frames', () => {
  test('for 3 s costs everybody frames: 60, 30, 20, 15', () => {
    expect(run(CALM, 2, { encodeMs: 32 }).maxFps).toBeNull();
    expect(run(CALM, 3, { encodeMs: 32 }).maxFps).toBe(20);
    expect(run(CALM, 3, { encodeMs: 20, maxFps: 60 }).maxFps).toBe(30);
    expect(run(CALM, 60, { encodeMs: 200 }).maxFps).toBe(15);
  });

  test('stops there if that is enough', () => {
    expect(run(CALM, 60, { encodeMs: 32 }).maxFps).toBe(20);
  });

  test('gets its frames back after 10 s of ease', () => {
    const slow = run(CALM, 3, { encodeMs: 32 });
    expect(run(slow, 10, { encodeMs: 5 }, 0, 3).maxFps).toBe(20);
    expect(run(slow, 11, { encodeMs: 5 }, 0, 3).maxFps).toBe(30);
  });

  test('waits twice as long after a try that failed', () => {
    const back = run(run(CALM, 3, { encodeMs: 32 }), 11, { encodeMs: 5 }, 0, 3);
    const again = run(back, 3, { encodeMs: 32 }, 0, 14);
    expect(again).toMatchObject({ maxFps: 20, patienceMs: 20_000 });
  });
});

test('frames that are missing, and late timers, tell of a busy machine only where encoding is slow as well', () => {
  expect(run(CALM, 10, { encodeMs: 4, fps: 5 }).maxFps).toBeNull();
  expect(run(CALM, 10, { encodeMs: 4 }, 500).maxFps).toBeNull();
  expect(run(CALM, 3, { encodeMs: 22, fps: 20 }).maxFps).toBe(20);
  expect(run(CALM, 3, { encodeMs: 22 }, 500).maxFps).toBe(20);
});

test('a still page that encodes nothing changes nothing', () => {
  expect(run(CALM, 60, { encodeMs: null, fps: 0, sourceFps: 0 })).toMatchObject({
    maxFps: null,
    strained: 0,
  });
});

test('whatever happens: one of the known rates, and all frames come back when everything is easy', () => {
  const anyLoad = fc.record({
    encodeMs: fc.option(fc.nat(200)),
    fps: fc.nat(60),
    sourceFps: fc.nat(60),
    maxFps: fc.constantFrom(15, 20, 30, 60),
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.array(anyLoad, { maxLength: 3 }), fc.nat(400)), { maxLength: 60 }),
      (samples) => {
        let state = CALM;
        samples.forEach(([encoders, lagMs], second) => {
          state = stepMachine(state, { at: second * 1000, encoders, lagMs });
          expect([null, 60, 30, 20, 15]).toContain(state.maxFps);
        });
        expect([null, 30, 60]).toContain(run(state, 600, { encodeMs: 2 }, 0, 100).maxFps);
      },
    ),
  );
});
