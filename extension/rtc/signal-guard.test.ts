import { expect, test } from 'vitest';
import { createSignalGuard } from './signal-guard.ts';

const OFFER = { type: 'offer', sdp: 'v=0\r\nm=video 9\r\n' } as const;

test('one peer’s flood is not another one’s', () => {
  const guard = createSignalGuard();
  for (let sent = 0; sent < 30; sent++) expect(guard.floods('mallory', OFFER)).toBe(false);
  expect(guard.floods('bob', OFFER)).toBe(false);
  expect(guard.floods('mallory', OFFER)).toBe(true);
});

test('it is counted anew once it was cut off, and for who comes again', () => {
  const guard = createSignalGuard();
  const flood = () => Array.from({ length: 31 }, () => guard.floods('mallory', OFFER));
  expect(flood().at(-1)).toBe(true);
  expect(guard.floods('mallory', OFFER)).toBe(false);
  guard.forget('mallory');
  expect(flood().indexOf(true)).toBe(30);
});
