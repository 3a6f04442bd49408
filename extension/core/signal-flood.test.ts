import { expect, test } from 'vitest';
import { countSignal, isSignalFlood, type Signal, type Signals } from './signal-flood.ts';

const OFFER: Signal = { type: 'offer', sdp: 'v=0\r\nm=audio 9\r\nm=video 9\r\nm=application 9\r\n' };
const CANDIDATE: Signal = { type: 'ice-candidate' };

/** All at times `every` ms apart. */
function count(signals: readonly Signal[], every: number): boolean[] {
  let seen: Signals | null = null;
  return signals.map((signal, number) => {
    seen = countSignal(seen, signal, number * every);
    return isSignalFlood(seen);
  });
}

test('a peer that comes, changes networks and shares too is no flood', () => {
  const exchange = [OFFER, ...Array.from({ length: 30 }, () => CANDIDATE)];
  expect(count([...exchange, ...exchange, ...exchange, ...exchange], 10)).not.toContain(true);
});

test('the 31st description within ten seconds is one', () => {
  const floods = count(
    Array.from({ length: 31 }, () => OFFER),
    50,
  );
  expect(floods.indexOf(true)).toBe(30);
});

test('as many over a longer time are none', () => {
  const floods = count(
    Array.from({ length: 300 }, () => OFFER),
    400,
  );
  expect(floods).not.toContain(true);
});

test('candidate after candidate is one', () => {
  const floods = count(
    Array.from({ length: 400 }, () => CANDIDATE),
    10,
  );
  expect(floods.indexOf(true)).toBe(300);
});

test('one description of many sections is one', () => {
  const sdp = 'v=0\r\n' + 'm=audio 9\r\n'.repeat(17);
  for (const type of ['offer', 'answer'] as const) expect(count([{ type, sdp }], 0)).toEqual([true]);
});
