import { describe, expect, test } from 'vitest';
import { sampleStats, statsBetween, withPicture, type StatsEntry } from './stats.ts';

function report(members: Partial<Record<string, object>> = {}): StatsEntry[] {
  const entries: Record<string, object> = {
    T: { type: 'transport', selectedCandidatePairId: 'P2' },
    P1: { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.9 },
    P2: { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.025 },
    C: { type: 'codec', mimeType: 'video/H264' },
    V: {
      type: 'inbound-rtp',
      kind: 'video',
      codecId: 'C',
      bytesReceived: 1_000_000,
      framesDecoded: 300,
      packetsReceived: 900,
      packetsLost: 10,
      frameWidth: 1920,
      frameHeight: 1080,
    },
    A: { type: 'inbound-rtp', kind: 'audio', bytesReceived: 16_000 },
    ...members,
  };
  return Object.entries(entries).map(([id, entry]) => ({ id, type: '', ...entry }));
}

const later = report({
  V: {
    type: 'inbound-rtp',
    kind: 'video',
    codecId: 'C',
    bytesReceived: 2_000_000,
    framesDecoded: 330,
    packetsReceived: 1080,
    packetsLost: 30,
    frameWidth: 1280,
    frameHeight: 720,
  },
  A: { type: 'inbound-rtp', kind: 'audio', bytesReceived: 32_000 },
});

describe('between two reports', () => {
  const view = statsBetween(sampleStats(report(), 'receive', 1000), sampleStats(later, 'receive', 2000)!);

  test('frames and bits are counted per second, picture and sound together', () => {
    expect(view).toMatchObject({ fps: 30, kbps: 8128 });
  });

  test('the size, the codec and the sound are those of the newer one', () => {
    expect(view).toMatchObject({ width: 1280, height: 720, codec: 'H264', audio: true });
  });

  test('loss is the share of the packets of that time', () => {
    expect(view.loss).toBeCloseTo(0.1);
  });

  test('the round trip is that of the pair in use', () => {
    expect(view.rttMs).toBe(25);
  });
});

test('a first report has no rates yet', () => {
  expect(statsBetween(null, sampleStats(report(), 'receive', 1000)!)).toMatchObject({ fps: 0, kbps: 0 });
});

test('a counter that starts again gives no negative rate', () => {
  const view = statsBetween(sampleStats(later, 'receive', 1000), sampleStats(report(), 'receive', 2000)!);
  expect([view.fps, view.kbps]).toEqual([0, 0]);
});

test('a direction without media has no sample', () => {
  expect(sampleStats(report(), 'send', 1000)).toBeNull();
});

test('what the viewer reports is the loss of what I send', () => {
  const sending = report({
    V: { type: 'outbound-rtp', kind: 'video', bytesSent: 10, framesSent: 1 },
    R: { type: 'remote-inbound-rtp', localId: 'V', fractionLost: 0.25 },
  });
  expect(statsBetween(null, sampleStats(sending, 'send', 1)!).loss).toBe(0.25);
});

describe('a picture known from elsewhere', () => {
  const dummy = statsBetween(null, sampleStats(report(), 'receive', 1000)!);

  const [width, height, fps] = [640, 360, 29.94];
  const made = { capturedFps: 31, sentFps: null, encodeMs: 6, hardwareEncoder: false };

  test('takes the place of what is told of a dummy, and of nothing else', () => {
    const journey = { ...dummy.journey, ...made, encodedFps: 29.9, sentFps: 29.9 };
    expect(withPicture(dummy, { width, height, fps, ...made })).toEqual({
      ...dummy,
      width,
      height,
      fps,
      journey,
    });
  });

  test('is sent with fewer frames to who gets fewer layers', () => {
    expect(withPicture(dummy, { width, height, fps, ...made, sentFps: 15 }).journey).toMatchObject({
      encodedFps: 29.9,
      sentFps: 15,
    });
  });

  test('changes nothing where there is none', () => {
    expect(withPicture(dummy, null)).toEqual(dummy);
  });
});

test.each([
  ['host', undefined, 'srflx', 'direct'],
  ['prflx', undefined, 'relay', 'relay'],
  ['relay', 'udp', 'host', 'relay-udp'],
  ['relay', 'tcp', 'host', 'relay-tcp'],
  ['relay', 'tls', 'relay', 'relay-tls'],
  ['relay', undefined, 'host', 'relay'],
])('packets from a %s candidate (%s) to a %s one go the way %s', (local, relayProtocol, remote, path) => {
  const entries = report({
    T: { type: 'transport', selectedCandidatePairId: 'P' },
    P: { type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'Q' },
    L: { type: 'local-candidate', candidateType: local, ...(relayProtocol && { relayProtocol }) },
    Q: { type: 'remote-candidate', candidateType: remote },
  });
  expect(sampleStats(entries, 'receive', 1)?.view.path).toBe(path);
});

test.each([
  ['2001:db8::7', null, true],
  ['192.0.2.7', null, false],
  ['abc-def.local', '2001:db8::7', true],
  ['abc-def.local', 'abc-def.local', null],
])('addresses %s and %s tell of IPv6: %s', (local, remote, ipv6) => {
  const entries = report({
    T: { type: 'transport', selectedCandidatePairId: 'P' },
    P: { type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'Q' },
    L: { type: 'local-candidate', address: local },
    Q: { type: 'remote-candidate', address: remote },
  });
  expect(sampleStats(entries, 'receive', 1)?.view.ipv6).toBe(ipv6);
});
