import { beforeEach, expect, test } from 'vitest';
import type { PeerMessage } from '../core/peer-message.ts';
import { createRecorderNews, type RecorderNews } from './recorders.ts';

let said: [peer: string, message: PeerMessage][];
let links: Map<string, { tell: (message: PeerMessage) => boolean }>;
let later: (() => void)[];
let news: RecorderNews;

const link = (peer: string) => ({ tell: (message: PeerMessage) => said.push([peer, message]) > 0 });
const runLater = () => {
  for (const run of later.splice(0)) run();
};

beforeEach(() => {
  said = [];
  later = [];
  links = new Map(['ann', 'bob'].map((peer) => [peer, link(peer)]));
  news = createRecorderNews({
    links: () => links,
    me: () => 'me',
    schedule: (_ms, run) => (later.push(run), () => undefined),
    changed: () => undefined,
  });
});

test('tells everyone that I record', () => {
  news.setMine(true);
  runLater();
  expect(said).toContainEqual(['ann', { type: 'recording', on: true }]);
  expect(said).toContainEqual(['bob', { type: 'recording', on: true }]);
});

test('passes on to the others who records, and to nobody that it does itself', () => {
  news.heard('ann', { type: 'recording', on: true });
  runLater();
  expect(said).toContainEqual(['bob', { type: 'recorders', ids: ['ann'] }]);
  expect(said).toContainEqual(['ann', { type: 'recorders', ids: [] }]);
  expect([...news.ids]).toEqual(['ann']);
});

test('believes a sharer about others, not about me, and passes nothing of it on', () => {
  news.heard('ann', { type: 'recorders', ids: ['zoe', 'me'] });
  expect([...news.ids]).toEqual(['zoe']);
  expect(later).toHaveLength(0);
});

test('says it once, however often somebody turns it on and off', () => {
  for (let time = 0; time < 100; time++) {
    news.heard('ann', { type: 'recording', on: true });
    news.heard('ann', { type: 'recording', on: false });
  }
  expect(later).toHaveLength(1);
});

test('tells whoever comes later, and begins anew with whoever comes back', () => {
  news.setMine(true);
  news.heard('bob', { type: 'recording', on: true });
  said = [];
  links.set('cy', link('cy'));
  news.greet('cy');
  expect(said).toEqual([
    ['cy', { type: 'recording', on: true }],
    ['cy', { type: 'recorders', ids: ['bob'] }],
  ]);
  news.greet('bob');
  expect([...news.ids]).toEqual([]);
});

test('forgets what was said over a Link that is gone', () => {
  news.heard('ann', { type: 'recorders', ids: ['zoe'] });
  news.heard('bob', { type: 'recording', on: true });
  links.clear();
  expect([...news.ids]).toEqual([]);
});
