import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SentLog } from './sent-log.ts';

const frame = (n: number): Buffer => Buffer.from([n]);
const numbers = (frames: readonly Buffer[] | null): number[] | null =>
  frames?.map((one) => one[0] ?? -1) ?? null;

/** The first message is `joined`, which is not kept. */
function logOf(count: number): SentLog {
  const log = new SentLog();
  for (let n = 2; n <= count; n++) log.push(frame(n));
  return log;
}

test('gives what follows on what a client has', () => {
  const log = logOf(3);
  expect(numbers(log.after(1))).toEqual([2, 3]);
  expect(numbers(log.after(3))).toEqual([]);
});

test('knows when it has not got all of it, or was never sent so much', () => {
  expect(logOf(34).after(1)).toBeNull();
  expect(numbers(logOf(34).after(2))?.length).toBe(32);
  expect(logOf(3).after(4)).toBeNull();
});

test('keeps no more bytes than it may', () => {
  const log = new SentLog();
  log.push(Buffer.alloc(20_000));
  log.push(Buffer.alloc(20_000));
  expect(log.after(1)).toBeNull();
  expect(log.after(2)).toHaveLength(1);
});

test('lets go of what the second last answered ping has proved', () => {
  const log = logOf(2);
  log.onPing(2);
  log.onPong();
  expect(numbers(log.after(1))).toEqual([2]);
  log.push(frame(3));
  log.onPing(3);
  log.onPong();
  expect(log.after(1)).toBeNull();
  expect(numbers(log.after(2))).toEqual([3]);
  expect(log.sent).toBe(3);
});

test('counts what it does not keep', () => {
  const log = logOf(2);
  log.count();
  log.push(frame(4));
  expect(numbers(log.after(1))).toEqual([2, 4]);
  expect(numbers(log.after(3))).toEqual([4]);
  expect(log.sent).toBe(4);
});

test('whatever happens, what it gives has no hole and ends with the last', () => {
  const step = fc.constantFrom('push', 'count', 'ping', 'pong');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.nat(200), (steps, received) => {
      const log = new SentLog();
      const pushed: number[] = [];
      let sent = 1;
      for (const one of steps) {
        if (one === 'ping') log.onPing(sent);
        else if (one === 'pong') log.onPong();
        else if (one === 'count') log.count();
        else log.push(frame(sent + 1));
        if (one === 'push' || one === 'count') sent += 1;
        if (one === 'push') pushed.push(sent);
      }
      expect(log.sent).toBe(sent);
      const kept = numbers(log.after(received));
      const whole = pushed.filter((number) => number > received);
      expect(kept ?? whole).toEqual(whole);
      expect(kept === null || received <= sent).toBe(true);
    }),
  );
});
