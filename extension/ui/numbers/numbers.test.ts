import { describe, expect, test } from 'vitest';
import { UNKNOWN_JOURNEY } from '../../core/journey.ts';
import { fakePeer, fakeShare, fakeSnapshot, fakeStats } from '../../testing/fake-snapshot.ts';
import { figuresOf } from './figures.ts';
import { labelOf, plotsOf, topOf } from './lines.ts';
import { sparkPath } from './spark-path.ts';
import { subjectsOf } from './subjects.ts';
import { agoText, delayText, deviceText, pathText } from './words.ts';

const figures = (part: Parameters<typeof fakeSnapshot>[0], subject: string) => {
  const snapshot = fakeSnapshot(part);
  const found = subjectsOf(snapshot).find(({ value }) => value === subject)!;
  return Object.fromEntries(figuresOf(snapshot, found).map(({ name, value }) => [name, value]));
};

describe('figures', () => {
  test('follow a received picture from capture to screen', () => {
    const peers = [fakePeer('ann', { sharing: true, receiving: fakeStats() })];
    expect(figures({ peers }, 'down-ann')).toMatchObject({
      down: '4.2 Mbps',
      size: '1920×1080',
      captured: '30 fps',
      screen: '30 fps',
      encoder: 'Hardware, 6.2 ms',
      decoder: '3.1 ms',
      delay: '74 ms',
      roundTrip: '24 ms',
      loss: '0.2%',
      buffer: '18 ms',
      freezes: '0',
      path: 'Direct',
      people: '1/14',
    });
  });

  test('of everyone together say what goes up and what comes down', () => {
    const peers = [fakePeer('ann', { sending: fakeStats(), receiving: fakeStats({ kbps: 900 }) })];
    const share = fakeShare({ kbps: 4200, uplinkKbps: 6000 });
    expect(figures({ peers, share }, 'up')).toMatchObject({
      up: '4.2 Mbps',
      down: '900 kbps',
      upload: '6 Mbps',
      encoded: '30 fps',
    });
  });

  test('that are not known are no noughts', () => {
    const stats = fakeStats({
      height: 0,
      rttMs: null,
      loss: null,
      path: null,
      codec: '',
      journey: UNKNOWN_JOURNEY,
    });
    const {
      down: _down,
      sound: _sound,
      people: _people,
      ...rest
    } = figures({ peers: [fakePeer('ann', { sharing: true, receiving: stats })] }, 'down-ann');
    expect(new Set(Object.values(rest))).toEqual(new Set(['–']));
  });
});

test('a delay that was not measured says so', () => {
  expect(delayText({ ...UNKNOWN_JOURNEY, delayMs: 61.6, delayReckoned: true })).toBe('about 62 ms');
  expect(delayText({ ...UNKNOWN_JOURNEY, delayMs: 61.6 })).toBe('62 ms');
});

test('what encodes and decodes, as far as it is known', () => {
  expect([
    deviceText(true, 3),
    deviceText(false, null),
    deviceText(null, 2.25),
    deviceText(null, null),
  ]).toEqual(['Hardware, 3 ms', 'Software', '2.3 ms', '–']);
});

test('a path over IPv6 says so', () => {
  expect(pathText({ path: 'relay-udp', ipv6: true })).toBe('Relay, UDP, IPv6');
  expect(pathText({ path: 'direct', ipv6: null })).toBe('Direct');
});

test('how far back', () => {
  expect([-120, -60, -35.2, -0.1, 0].map(agoText)).toEqual(['−2 min', '−1 min', '−35 s', 'now', 'now']);
});

describe('a plot', () => {
  const series = {
    seconds: [-2, -1, 0],
    kbps: [null, 900, 4200],
    fps: [30, 12, 29],
    shownFps: [null, null, null],
    rttMs: [1, 2, 3],
    delayMs: [70, 900, 80],
  };
  const [rate, frames, times] = plotsOf(series, 'down');

  test('is told to those who do not see it', () => {
    expect(labelOf(rate!)).toBe(
      'Bit rate, the last 2 minutes. Bit rate: now 4.2 Mbps, between 900 kbps and 4.2 Mbps.',
    );
    expect(labelOf(frames!)).not.toContain('On screen');
  });

  test('has room for its greatest value, and does not blow up what is small', () => {
    expect(topOf(times!)).toBeCloseTo(990);
    expect(topOf({ ...frames!, lines: [] })).toBe(33);
  });
});

describe('a sparkline', () => {
  const frame = { width: 120, height: 23, seconds: 120 };

  test('goes from two minutes ago to now, from nought to the greatest', () => {
    expect(sparkPath([-120, -60, 0], [0, 50, 100], frame).line).toBe('M0 21.5L60 11.5L120 1.5');
  });

  test('leaves gaps out, and nothing out of nothing', () => {
    expect(sparkPath([-60, -30, 0], [10, null, 10], frame).line).toBe('M60 1.5L120 1.5');
    expect(sparkPath([], [], frame)).toEqual({ line: '', area: '' });
  });
});
