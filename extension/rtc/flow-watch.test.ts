import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFlowWatch } from './flow-watch.ts';
import { schedule } from './schedule.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A picture of 30 frames a second that stands from then on. @param standsAt ms */
function watch(standsAt: number, isSeen = true) {
  const from = performance.now();
  const stopped = vi.fn<() => void>();
  const shownAt = () => Math.floor(Math.min(performance.now() - from, standsAt) / 33);
  const flow = createFlowWatch(schedule, () => (isSeen ? shownAt() : null), stopped);
  return { stopped, flow };
}

test('a picture that stops is told of, and told again while it stands', async () => {
  const { stopped, flow } = watch(3000);
  await vi.advanceTimersByTimeAsync(3000);
  expect(stopped).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(300);
  expect(stopped.mock.calls.length).toBeGreaterThanOrEqual(2);
  flow.close();
  const before = stopped.mock.calls.length;
  await vi.advanceTimersByTimeAsync(1000);
  expect(stopped).toHaveBeenCalledTimes(before);
});

test('one that nobody sees is not', async () => {
  const { stopped, flow } = watch(3000, false);
  await vi.advanceTimersByTimeAsync(6000);
  expect(stopped).not.toHaveBeenCalled();
  flow.close();
});
