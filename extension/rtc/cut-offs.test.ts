import { beforeEach, expect, test, vi } from 'vitest';
import { createCutOffs, type CutOffs } from './cut-offs.ts';

const OFFER = {
  type: 'offer',
  from: 'mallory',
  to: 'me',
  room: 'room',
  sdp: 'v=0\r\nm=video 9\r\n',
} as const;

let later: (() => void)[];
let cutOffs: CutOffs;
const cut = vi.fn<(peer: string) => void>();
const changed = vi.fn<() => void>();
const pardoned = vi.fn<(peer: string) => void>();

beforeEach(() => {
  later = [];
  vi.clearAllMocks();
  cutOffs = createCutOffs((_ms, run) => (later.push(run), () => undefined), { cut, pardoned, changed });
});

const storm = () => Array.from({ length: 40 }, () => cutOffs.takes(OFFER));

test('who storms with offers is cut off once, and nothing of it is dealt with any more', () => {
  expect(storm().lastIndexOf(true)).toBe(29);
  expect(cut.mock.calls).toEqual([['mallory']]);
  expect(changed).toHaveBeenCalledTimes(1);
  expect(cutOffs.takes({ ...OFFER, from: 'bob' })).toBe(true);
});

test('it may come back after a while, and is cut off again for the same', () => {
  storm();
  for (const run of later) run();
  expect(pardoned.mock.calls).toEqual([['mallory']]);
  expect(storm().lastIndexOf(true)).toBe(29);
  expect(cut).toHaveBeenCalledTimes(2);
});

test('who goes meanwhile stays out', () => {
  storm();
  cutOffs.forget('mallory');
  expect(cutOffs.takes(OFFER)).toBe(false);
});
