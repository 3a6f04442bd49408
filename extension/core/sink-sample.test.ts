import { expect, test } from 'vitest';
import { drainingBitrate, readSinkTotals, sinkSample } from './sink-sample.ts';

const entries = (over: object = {}) => [
  {
    id: 'V',
    type: 'outbound-rtp',
    kind: 'video',
    bytesSent: 1000,
    packetsSent: 10,
    totalPacketSendDelay: 0.5,
    pliCount: 2,
    ...over,
  },
  { id: 'A', type: 'outbound-rtp', kind: 'audio', bytesSent: 5, packetsSent: 1 },
  { id: 'R', type: 'remote-inbound-rtp', localId: 'V', roundTripTime: 0.02, fractionLost: 0.1 },
  { id: 'old', type: 'candidate-pair', nominated: true, availableOutgoingBitrate: 1 },
  { id: 'now', type: 'candidate-pair', nominated: true, availableOutgoingBitrate: 4_000_000 },
  { id: 'T', type: 'transport', selectedCandidatePairId: 'now' },
];

test('a sink is measured by its picture and by the pair in use', () => {
  const before = readSinkTotals(entries(), 1000);
  const after = { bytesSent: 126_000, packetsSent: 110, totalPacketSendDelay: 1.5, pliCount: 3 };
  expect(sinkSample(before, readSinkTotals(entries(after), 1250))).toEqual({
    at: 1250,
    estimate: 4_000_000,
    rttMs: 20,
    loss: 0.1,
    sentBitrate: 4_000_000,
    pacerMs: 10,
    plis: 1,
  });
});

test('a first reading has no rates', () => {
  const first = sinkSample(null, readSinkTotals(entries(), 5));
  expect(first).toMatchObject({ sentBitrate: 0, pacerMs: null, plis: 0 });
});

test('a connection without media yet is all unknown', () => {
  const totals = readSinkTotals([], 0);
  expect(sinkSample(totals, readSinkTotals([], 250))).toEqual({
    at: 250,
    estimate: null,
    rttMs: null,
    loss: null,
    sentBitrate: 0,
    pacerMs: null,
    plis: 0,
  });
});

test('while packets wait an encoder is told less, so that they go within a second', () => {
  expect(drainingBitrate({ estimate: 1000, pacerMs: 0 })).toBe(1000);
  expect(drainingBitrate({ estimate: 1000, pacerMs: null })).toBe(1000);
  expect(drainingBitrate({ estimate: 1000, pacerMs: 200 })).toBe(800);
  expect(drainingBitrate({ estimate: 1000, pacerMs: 3000 })).toBe(500);
  expect(drainingBitrate({ estimate: null, pacerMs: 200 })).toBeNull();
});
