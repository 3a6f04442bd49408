import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakePeer, fakeSnapshot, fakeStats } from '../testing/fake-snapshot.ts';
import * as v from 'valibot';
import { historyNewsSchema } from './history-schema.ts';
import {
  HISTORY_MS,
  momentOf,
  newsSince,
  remember,
  seriesOf,
  withNews,
  type Figures,
  type History,
} from './history.ts';

const FIGURES: Figures = { kbps: 900, fps: 30, shownFps: 29, rttMs: 20, delayMs: 80 };
const moment = (at: number, up: Partial<Figures> | null = {}) => ({
  at,
  peers: [{ id: 'ann', up: up && { ...FIGURES, ...up }, down: null }],
});

describe('what is kept', () => {
  test('is the last two minutes', () => {
    let history: History = [];
    for (let at = 0; at <= 200_000; at += 1000) history = remember(history, moment(at));
    expect(history[0]?.at).toBe(200_000 - HISTORY_MS);
    expect(history.at(-1)?.at).toBe(200_000);
  });

  test('is bounded and rises in time, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 400 }), (times) => {
        const history = times.reduce<History>((kept, at) => remember(kept, moment(at)), []);
        expect(history.length).toBeLessThanOrEqual(150);
        expect(history.every(({ at }, index) => index === 0 || at > history[index - 1]!.at)).toBe(true);
        expect(history.at(-1)?.at).toBe(times.at(-1));
      }),
    );
  });
});

const crossed = (news: unknown) => v.parse(historyNewsSchema, JSON.parse(JSON.stringify(news)));

describe('what crosses a Port', () => {
  const all = [1000, 2000, 3000].map((at) => moment(at));

  test('is all at first, then what was added', () => {
    const begun = withNews([], crossed(newsSince(all.slice(0, 2), null)));
    expect(begun).toEqual(all.slice(0, 2));
    const news = newsSince(all, all[1]!);
    expect(news.moments).toHaveLength(1);
    expect(withNews(begun, crossed(news))).toEqual(all);
  });

  test('is all of another share', () => {
    const others = [moment(9000)];
    expect(withNews(all, crossed(newsSince(others, all[2]!)))).toEqual(others);
    expect(withNews(all, crossed(newsSince([], all[2]!)))).toEqual([]);
  });

  test('is checked', () => {
    expect(() => crossed({ anew: true, moments: [{ at: 'now', peers: [] }] })).toThrow(v.ValiError);
    fc.assert(fc.property(fc.anything(), (garbage) => !v.is(historyNewsSchema, garbage)));
  });
});

test('a moment holds what was sent and received, and nobody else', () => {
  const stats = fakeStats({ kbps: 700, rttMs: 12 });
  const snapshot = fakeSnapshot({
    peers: [fakePeer('ann', { receiving: stats }), fakePeer('bob', { sending: stats }), fakePeer('eve')],
  });
  const { peers } = momentOf(snapshot, 5);
  expect(peers.map(({ id, up, down }) => [id, up?.kbps, down?.kbps])).toEqual([
    ['ann', undefined, 700],
    ['bob', 700, undefined],
  ]);
});

describe('a series', () => {
  const two: History = [
    { at: 1000, peers: [] },
    {
      at: 2000,
      peers: [
        { id: 'ann', up: FIGURES, down: null },
        { id: 'bob', up: { ...FIGURES, kbps: 100, fps: 12, delayMs: 300, rttMs: null }, down: FIGURES },
      ],
    },
  ];

  test('of one peer has gaps where nothing was', () => {
    expect(seriesOf(two, { direction: 'up', peer: 'bob' })).toEqual({
      seconds: [-1, 0],
      kbps: [null, 100],
      fps: [null, 12],
      shownFps: [null, 29],
      rttMs: [null, null],
      delayMs: [null, 300],
    });
  });

  test('of all sums the bit rates, and takes the longest times', () => {
    expect(seriesOf(two, { direction: 'up', peer: null })).toMatchObject({
      kbps: [null, 1000],
      fps: [null, 30],
      rttMs: [null, 20],
      delayMs: [null, 300],
    });
  });

  test('of nothing is empty', () => {
    expect(seriesOf([], { direction: 'down', peer: null }).seconds).toEqual([]);
  });
});
