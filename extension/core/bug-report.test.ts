import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakePeer, fakeRoom, fakeShare, fakeSnapshot, fakeStats } from '../testing/fake-snapshot.ts';
import { bugReport, type Place } from './bug-report.ts';
import { momentOf, remember, type History } from './history.ts';
import type { Snapshot } from './snapshot.ts';

const PLACE: Place = {
  version: '0.1.0',
  page: 'popup',
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.7123.44 Safari/537.36',
  cores: 8,
  at: Date.UTC(2026, 2, 1, 17, 5, 9),
};

function historyOf(snapshot: Snapshot, seconds: number): History {
  return Array.from({ length: seconds }, (_, second) =>
    momentOf(snapshot, PLACE.at + second * 1000),
  ).reduce<History>(remember, []);
}

const shown = { lines: 720, fps: 30, reason: 'link', kbps: 2000, linkKbps: 2400 } as const;
const SHARING = fakeSnapshot({
  share: fakeShare({ uplinkKbps: 9000 }),
  peers: [
    fakePeer('ann', { name: 'Ann', sending: fakeStats(), rung: shown }),
    fakePeer('bob', { name: 'Bob', link: 'failed' }),
  ],
});

describe('a report', () => {
  const text = bugReport(SHARING, historyOf(SHARING, 25), PLACE);

  test('says what runs where', () => {
    expect(text).toContain('Version 0.1.0, popup, Chromium 156 on Linux, 8 cores');
    expect(text).toContain('joined, room with a key, 2/14 others');
    expect(text).toContain('tab, 1080p30, detail, with sound, source 1920x1080');
  });

  test('says how the picture does, person by person', () => {
    expect(text).toMatch(/Person 1: connected\n {2}sent: 1920x1080, H264, encoder hardware 6.2 ms/);
    expect(text).toContain('fps captured/encoded/sent/decoded/shown 30/30/30/30/29.9');
    expect(text).toContain('held to: 720p, 30 fps, link, 2000 kbit/s, link 2400 kbit/s');
    expect(text).toContain('Person 2: failed');
  });

  test('has the last minutes in lines of ten seconds', () => {
    const rows = text.split('\n').filter((line) => /^-?\d+\t/.test(line));
    expect(rows.map((row) => row.split('\t')[0])).toEqual(['-30', '-20', '-10', '0']);
    expect(rows[1]).toBe('-20\t4200\t30\t29.9\t24\t74');
  });

  test('has no table of what did not flow', () => {
    expect(text).toContain('Sent in');
    expect(text).not.toContain('Received in');
  });
});

test('nothing in a report leads to a person, a room or a server', () => {
  /** Marked, so that a secret is not found in the report's own words by chance. */
  const secret = fc.oneof(
    fc.string({ minLength: 1, maxLength: 40 }).map((text) => `S3cret${text}`),
    fc.ipV4(),
    fc.nat().map((part) => `2001:db8::${part.toString(16)}`),
    fc.nat().map((part) => `https://s3cret-${part}.example/r/${part}#${part}`),
    fc.nat().map((part) => `s3cret.${part}@example.org`),
  );
  const places = fc.record({
    page: fc.constant('popup'),
    userAgent: secret.map((s) => `${PLACE.userAgent} ${s}`),
  });
  const secrets = fc.record({
    id: secret,
    name: secret,
    title: secret,
    link: secret,
    room: secret,
    codec: secret,
    me: secret,
  });
  fc.assert(
    fc.property(secrets, places, ({ id, name, title, link, room, codec, me }, place) => {
      const media = fakeStats({ codec });
      const snapshot = fakeSnapshot({
        room: fakeRoom({ id: room, link, host: true, waitingRoom: true }),
        me: { id: me, name },
        peers: [fakePeer(id, { name, sending: media, receiving: media, shown, rung: shown, host: true })],
        waiting: [{ id, name }],
        share: fakeShare({ title }),
        ended: { reason: 'left', peer: id, name },
      });
      const text = bugReport(snapshot, historyOf(snapshot, 3), { ...PLACE, ...place });
      for (const value of [id, name, title, link, room, codec, me, place.userAgent])
        expect(text).not.toContain(value);
      expect(text).not.toMatch(/S3cret|https?:|\/\/|@|#/i);
      expect(text).not.toMatch(/\d+\.\d+\.\d+\.\d+|[\da-f]*::[\da-f]*/i);
    }),
    { numRuns: 40 },
  );
});

const browserOf = (userAgent: string) => bugReport(SHARING, [], { ...PLACE, userAgent }).split('\n')[1];

test('browsers are told by family and major version', () => {
  expect(
    browserOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0'),
  ).toContain('Firefox 153 on Windows');
  expect(browserOf('Mozilla/5.0 (X11) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.1.2')).toContain(
    'Edge 140 on another system',
  );
  expect(browserOf('curl')).toContain('another browser on another system');
});
