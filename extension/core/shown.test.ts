import { expect, test } from 'vitest';
import { NO_LIMITS } from './limits.ts';
import { rungsOf } from './rungs.ts';
import { shownOf, type Sending } from './shown.ts';

const RUNGS = rungsOf('1080p30', 'auto', { width: 1920, height: 1080 });

function shown(change: Partial<Sending> & { readonly index?: number }) {
  const { index = 0, ...more } = change;
  return shownOf({
    rung: RUNGS[index]!,
    place: { rung: index, temporal: 2 },
    heldBy: 'link',
    trying: false,
    limits: NO_LIMITS,
    maxFps: null,
    bitrate: RUNGS[index]!.maxBitrate,
    estimate: 12_000_000,
    ...more,
  });
}

test('all there is is told as such', () => {
  expect(shown({})).toEqual({ lines: 1080, fps: 30, reason: 'full', kbps: 8000, linkKbps: 12_000 });
});

test('a short link is told with what it carries', () => {
  expect(shown({ index: 2, estimate: 700_000 })).toEqual({
    lines: 360,
    fps: 30,
    reason: 'link',
    kbps: 600,
    linkKbps: 700,
  });
  expect(shown({ place: { rung: 0, temporal: 1 } })).toMatchObject({ fps: 15, reason: 'link' });
});

test("the sharer's upload is told apart from the link, and both from what the viewer needs", () => {
  expect(shown({ index: 1, heldBy: 'uplink' }).reason).toBe('uplink');
  const small = { ...NO_LIMITS, top: 1, reason: 'window' as const };
  expect(shown({ index: 1, limits: small }).reason).toBe('window');
  expect(shown({ index: 2, limits: small }).reason).toBe('link');
  const asked = { ...NO_LIMITS, temporal: 1 as const, reason: 'asked' as const };
  expect(shown({ place: { rung: 0, temporal: 1 }, limits: asked }).reason).toBe('asked');
});

test('a busy computer is told with the frames that are left', () => {
  expect(shown({ maxFps: 20 })).toMatchObject({ fps: 20, reason: 'cpu' });
  expect(shown({ maxFps: 30 }).reason).toBe('full');
});

test("a viewer's busy computer is told apart from the sharer's", () => {
  const limits = { ...NO_LIMITS, top: 1, reason: 'decoder' as const };
  expect(shown({ index: 1, limits, maxFps: 20 })).toMatchObject({ lines: 720, reason: 'decoder' });
});

test('a trial is told', () => expect(shown({ index: 1, trying: true }).reason).toBe('trial'));

test('no picture is told as no lines', () => {
  const hidden = { ...NO_LIMITS, paused: true, reason: 'hidden' as const };
  expect(shown({ limits: hidden })).toMatchObject({ lines: 0, fps: 0, kbps: 0, reason: 'hidden' });
});
