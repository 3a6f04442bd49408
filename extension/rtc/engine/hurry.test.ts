import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHurry } from './hurry.ts';
import type { SinkCare } from './sink-care.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp(count: number, moves = true) {
  const cares = Array.from({ length: count }, () => {
    const hurry = vi.fn<SinkCare['hurry']>(async () => moves);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of it as is asked
    return { hurry } as unknown as SinkCare;
  });
  const moved = vi.fn<() => void>();
  const hurry = createHurry(() => cares, moved);
  const looked = () => cares.map((care) => vi.mocked(care.hurry).mock.calls.length);
  return { cares, hurry, moved, looked };
}

test('one picture that stops has its link looked at soon, once', async () => {
  const { cares, hurry, moved, looked } = setUp(3);
  hurry.look(cares[1]);
  hurry.look(cares[1]);
  await vi.advanceTimersByTimeAsync(60);
  expect(looked()).toEqual([0, 1, 0]);
  expect(moved).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1000);
  hurry.look(cares[2]);
  await vi.advanceTimersByTimeAsync(60);
  expect(looked()).toEqual([0, 1, 1]);
});

test('most of them at once have not', async () => {
  const { cares, hurry, looked } = setUp(3);
  hurry.look(cares[0]);
  await vi.advanceTimersByTimeAsync(30);
  hurry.look(cares[1]);
  await vi.advanceTimersByTimeAsync(200);
  expect(looked()).toEqual([0, 0, 0]);
});

test('an only viewer’s link is looked at; nothing comes of one that carries all', async () => {
  const { cares, hurry, moved, looked } = setUp(1, false);
  hurry.look(cares[0]);
  await vi.advanceTimersByTimeAsync(60);
  expect(looked()).toEqual([1]);
  expect(moved).not.toHaveBeenCalled();
});

test('nobody is looked at who is gone, nor after the end', async () => {
  const { cares, hurry, looked } = setUp(2);
  hurry.look(undefined);
  hurry.look(cares[0]);
  hurry.close();
  await vi.advanceTimersByTimeAsync(200);
  expect(looked()).toEqual([0, 0]);
});
