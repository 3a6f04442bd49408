import { describe, expect, test } from 'vitest';
import { composeSnapshot, nextEnded, type LinkView, type SnapshotParts } from './compose-snapshot.ts';
import { UNKNOWN_JOURNEY } from './journey.ts';
import { createSession, type Member } from './session-state.ts';
import type { MediaStats, PeerView } from './snapshot.ts';

const member: Member = { id: 'bob', name: 'Bob', sharing: null, absent: false, chat: true };
const session = {
  ...createSession({ room: 'r', auth: null, id: 'me', name: 'Me', accessToken: null }),
  phase: 'joined' as const,
};
const stats: MediaStats = {
  width: 1280,
  height: 720,
  fps: 30,
  kbps: 900,
  rttMs: 5,
  path: 'direct',
  loss: 0,
  codec: 'VP8',
  audio: true,
  ipv6: null,
  journey: UNKNOWN_JOURNEY,
};
const shown = { lines: 360, fps: 30, reason: 'link', kbps: 600, linkKbps: 700 } as const;
const link: LinkView = {
  state: 'connected',
  media: false,
  code: null,
  receiving: null,
  sending: stats,
  shown: null,
  rung: shown,
  paused: false,
  pointing: null,
  points: false,
  crashed: false,
};
const share = {
  source: 'tab',
  title: '',
  preset: '1080p30',
  hint: 'detail',
  sound: true,
  size: { width: 1280, height: 720 },
  startedAt: 1,
  paused: null,
  region: null,
  microphone: null,
} as const;

function compose(parts: Partial<SnapshotParts>) {
  return composeSnapshot({
    link: { origin: 'https://porthole.example', room: 'r', key: null, phrase: false },
    session,
    links: new Map(),
    relayOnly: false,
    share: null,
    crashed: false,
    pointing: { allowed: true, overlay: false },
    uplink: null,
    ended: null,
    recording: null,
    recorders: new Set(),
    fault: null,
    ...parts,
  });
}

test('a room without a key is marked open', () => {
  expect(compose({}).room).toMatchObject({ open: true, link: 'https://porthole.example/r/r' });
});

test('what a peer is held to is told while something is sent to it', () => {
  const peers = new Map([['bob', member]]);
  const view = (one: LinkView) =>
    compose({ session: { ...session, peers }, links: new Map([['bob', one]]) }).peers[0]?.rung;
  expect(view(link)).toEqual(shown);
  expect(view({ ...link, sending: null })).toBeNull();
});

test('what the way out carries is told in kbit/s', () => {
  expect(compose({ share, uplink: 6_000_400 }).share?.uplinkKbps).toBe(6000);
  expect(compose({ share }).share?.uplinkKbps).toBeNull();
});

test('a crash is told of a share, and by whoever shares', () => {
  expect(compose({ share, crashed: true }).share?.crashed).toBe(true);
  const withBob = { ...session, peers: new Map([['bob', member]]) };
  const links = new Map([['bob', { ...link, crashed: true }]]);
  expect(compose({ session: withBob, links }).peers[0]?.crashed).toBe(true);
});

test('refusals that only tampering explains are shown', () => {
  expect(compose({ session: { ...session, refusals: { malformed: 3 } } }).tampering).toBeNull();
  expect(compose({ session: { ...session, refusals: { forged: 1 } } }).tampering).toEqual({ forged: 1 });
});

test('says when relays alone are wanted and the server offers none', () => {
  const stun = { urls: ['stun:s.example'] };
  const turn = { urls: ['turn:t.example'], username: 'u', credential: 'c' };
  const noRelay = (relayOnly: boolean, iceServers: (typeof stun)[]) =>
    compose({ relayOnly, session: { ...session, iceServers } }).noRelay;
  expect([noRelay(true, [stun]), noRelay(true, [stun, turn]), noRelay(false, [])]).toEqual([
    true,
    false,
    false,
  ]);
});

test('the most that can watch is the limit less oneself', () => {
  expect(compose({}).maxPeers).toBe(14);
});

const withMember = (sharing: boolean | null, media: boolean) =>
  compose({
    session: { ...session, peers: new Map([['bob', { ...member, sharing }]]) },
    links: new Map([['bob', { ...link, media }]]),
  }).peers[0]?.sharing;

test('a peer is paused while it shares, and no longer', () => {
  const links = new Map([['bob', { ...link, paused: true }]]);
  const view = [true, false].map((sharing) => {
    const peers = new Map([['bob', { ...member, sharing }]]);
    return compose({ session: { ...session, peers }, links }).peers[0]?.paused;
  });
  expect(view).toEqual([true, false]);
});

describe('a peer shares', () => {
  test('when it says so, before its picture is there', () => expect(withMember(true, false)).toBe(true));
  test('no more when it says so, though tracks are still there', () =>
    expect(withMember(false, true)).toBe(false));
  test('when it says nothing but sends media (a plain client)', () =>
    expect(withMember(null, true)).toBe(true));
});

describe('my share', () => {
  const peers = new Map(['a', 'b'].map((id) => [id, { ...member, id }]));
  const links = new Map(['a', 'b'].map((id) => [id, link]));
  const view = compose({ session: { ...session, peers }, links, share }).share;

  test('sums the bit rate of all viewers and takes the best frame rate', () => {
    expect(view).toMatchObject({ kbps: 1800, fps: 30 });
  });

  test('says when the source is smaller than the preset', () => {
    expect(view).toMatchObject({ belowPreset: true, actual: { width: 1280, height: 720 } });
  });
});

describe('how the last share of another ended', () => {
  const peer: PeerView = {
    id: 'bob',
    name: '',
    host: false,
    sharing: true,
    paused: false,
    link: 'connected',
    code: null,
    recording: false,
    receiving: null,
    sending: null,
    shown: null,
    rung: null,
    pointing: null,
    points: false,
    crashed: false,
  };
  const still = { ...peer, sharing: false };
  const none = new Map<string, never>();

  test('in the words of the sharer, where it gave them', () => {
    expect(nextEnded(null, [peer], [still], new Map([['bob', 'tab-closed']]))).toEqual({
      peer: 'bob',
      name: '',
      reason: 'tab-closed',
    });
  });

  test('stopped, when it says no more than that', () => {
    expect(nextEnded(null, [peer], [still], none)?.reason).toBe('stopped');
  });

  test('left, when it is gone', () => expect(nextEnded(null, [peer], [], none)?.reason).toBe('left'));

  test('stays until someone shares again', () => {
    const ended = { peer: 'bob', reason: 'left' } as const;
    expect(nextEnded(ended, [], [still], none)).toBe(ended);
    expect(nextEnded(ended, [still], [peer], none)).toBeNull();
  });
});
