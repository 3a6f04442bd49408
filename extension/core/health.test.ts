import { expect, test } from 'vitest';
import { fakePeer, fakeStats } from '../testing/fake-snapshot.ts';
import { healthOf, type Health } from './health.ts';
import { UNKNOWN_JOURNEY } from './journey.ts';
import type { Shown } from './shown.ts';
import type { PeerView } from './snapshot.ts';

const rung = (reason: Shown['reason'], lines = 720): Shown => ({
  lines,
  fps: 30,
  reason,
  kbps: 1,
  linkKbps: 1,
});
const sending = (journey: object, loss = 0) =>
  fakeStats({ loss, journey: { ...UNKNOWN_JOURNEY, ...journey } });

test.each<[string, Health, Partial<PeerView>]>([
  ['who gets all there is', 'good', { sending: fakeStats(), rung: rung('full') }],
  ['who wanted no more', 'good', { sending: fakeStats(), rung: rung('asked') }],
  ['whose link holds it back', 'fair', { sending: fakeStats(), rung: rung('link') }],
  ['who loses some packets', 'fair', { sending: sending({}, 0.03) }],
  ['who loses many', 'poor', { sending: sending({}, 0.1) }],
  ['who sees it late', 'fair', { sending: sending({ delayMs: 500 }) }],
  ['who sees it very late', 'poor', { sending: sending({ delayMs: 1500 }) }],
  ['who sees few of the frames', 'poor', { sending: sending({ sentFps: 30, shownFps: 3 }) }],
  ['who decodes few', 'poor', { sending: sending({ sentFps: 30, decodedFps: 3 }) }],
  ['who watches a page that stands still', 'good', { sending: sending({ sentFps: 4, shownFps: 1 }) }],
  ['who cannot be reached', 'poor', { link: 'failed' }],
  ['who flooded us', 'poor', { link: 'cut-off' }],
  ['who is on its way in', 'quiet', { link: 'connecting' }],
  ['who does not look', 'quiet', { sending: fakeStats(), rung: rung('hidden', 0) }],
])('%s is %s', (_who, health, part) => {
  expect(healthOf(fakePeer('ann', part))).toBe(health);
});
