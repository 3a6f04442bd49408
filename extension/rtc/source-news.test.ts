import { expect, test, vi } from 'vitest';
import { createSourceNews } from './source-news.ts';

const yes = () => Promise.resolve(true);

function setUp(hasCrashed: (() => Promise<boolean>) | undefined) {
  const tell = vi.fn<(message: object) => boolean>(() => true);
  const changed = vi.fn<() => void>();
  const news = createSourceNews({ links: () => new Map([['bob', { tell }]]), hasCrashed, changed });
  const stands = async (now: boolean) => {
    news.stands(now);
    await new Promise(setImmediate);
  };
  return { news, stands, tell, changed };
}

test('a crash is told to all, once, and so is its end', async () => {
  const { stands, tell, changed } = setUp(yes);
  await stands(true);
  await stands(true);
  await stands(false);
  expect(tell.mock.calls).toEqual([
    [{ type: 'source', crashed: true }],
    [{ type: 'source', crashed: false }],
  ]);
  expect(changed).toHaveBeenCalledTimes(2);
});

test('a picture that just stands is no crash, nor is one that nobody can be asked about', async () => {
  for (const hasCrashed of [undefined, async () => false, () => Promise.reject(new Error('no worker'))]) {
    const { news, stands, tell } = setUp(hasCrashed);
    await stands(true);
    expect([news.crashed, tell.mock.calls]).toEqual([false, []]);
  }
});

test('an answer that comes after the picture is back counts for nothing', async () => {
  const { news, stands, tell } = setUp(yes);
  news.stands(true);
  await stands(false);
  expect([news.crashed, tell.mock.calls]).toEqual([false, []]);
});

test('whoever comes meanwhile is told; of a page that is well nothing is said', async () => {
  const { news, stands, tell } = setUp(yes);
  news.greet('bob');
  expect(tell).not.toHaveBeenCalled();
  await stands(true);
  news.greet('bob');
  expect(tell).toHaveBeenCalledTimes(2);
});
