import { expect, test, vi } from 'vitest';
import type { SinkSample } from '../../core/sink-sample.ts';
import { createDrain } from './drain.ts';
import type { Sink } from './sink.ts';

const TICK_MS = 250;

/** @param waits ms in the pacer, by the tick @param fellAt ms @returns ms at which what waited was thrown away */
function run(waits: (at: number) => number | null, fellAt: number | null): readonly number[] {
  const drain = vi.fn<() => void>();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of a sink as is told
  const watch = createDrain({ drain } as unknown as Sink);
  const drained: number[] = [];
  for (let at = 0; at <= 8000; at += TICK_MS) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of a sample as is read
    watch(at === fellAt, { pacerMs: waits(at) } as SinkSample, at);
    if (drain.mock.calls.length > drained.length) drained.push(at);
  }
  return drained;
}

test('repairs that wait after a fall are thrown away, and again while they wait', () => {
  expect(run((at) => (at < 3600 ? 400 : 0), 2000)).toEqual([2500, 3500]);
});

test('what waits long after a fall, or without one, is the picture itself', () => {
  expect(run((at) => (at > 5100 ? 400 : 0), 2000)).toEqual([]);
  expect(run(() => 400, null)).toEqual([]);
});

test('a short wait is how pacing works', () => {
  expect(run(() => 140, 2000)).toEqual([]);
  expect(run(() => null, 2000)).toEqual([]);
});
