import { expect, test } from 'vitest';
import { drainingBitrate, readSinkTotals, sinkSample } from './sink-sample.ts';

const sound = (bytesSent: number) => [
  ...entries().filter(({ id }) => id !== 'A'),
  { id: 'A', type: 'outbound-rtp', kind: 'audio', bytesSent, headerBytesSent: bytesSent / 3 },
];

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
  const before = readSinkTotals(null, entries(), 1000);
  const after = { bytesSent: 126_000, packetsSent: 110, totalPacketSendDelay: 1.5, pliCount: 3 };
  expect(sinkSample(before, readSinkTotals(before, entries(after), 1250))).toEqual({
    at: 1250,
    estimate: 4_000_000,
    rttMs: 20,
    loss: 0.1,
    sentBitrate: 4_000_000,
    pacerMs: 10,
    plis: 1,
    soundBitrate: 0,
    returned: false,
  });
});

test('what the sound takes, headers included, is not there for the picture', () => {
  const [before, now] = [readSinkTotals(null, sound(3000), 1000), readSinkTotals(null, sound(6000), 1250)];
  expect(sinkSample(before, now)).toMatchObject({ soundBitrate: 128_000, estimate: 3_872_000 });
});

test('a first reading has no rates', () => {
  const first = sinkSample(null, readSinkTotals(null, entries(), 5));
  expect(first).toMatchObject({ sentBitrate: 0, pacerMs: null, plis: 0 });
});

test('a connection without media yet is all unknown', () => {
  const totals = readSinkTotals(null, [], 0);
  expect(sinkSample(totals, readSinkTotals(null, [], 250))).toEqual({
    at: 250,
    estimate: null,
    rttMs: null,
    loss: null,
    sentBitrate: 0,
    pacerMs: null,
    plis: 0,
    soundBitrate: 0,
    returned: false,
  });
});

const heard = (packetsReceived: number) => [{ id: 'T', type: 'transport', packetsReceived }];

test('a viewer has returned when something is heard after more than a second of silence', () => {
  const last = readSinkTotals(null, heard(5), 1000);
  const silent = readSinkTotals(last, heard(5), 1750);
  expect(sinkSample(last, silent).returned).toBe(false);
  expect(sinkSample(silent, readSinkTotals(silent, heard(6), 2000)).returned).toBe(false);
  expect(sinkSample(silent, readSinkTotals(silent, heard(6), 2001)).returned).toBe(true);
});

test('while packets wait an encoder is told less, so that they go within a second', () => {
  expect(drainingBitrate({ estimate: 1000, pacerMs: 0 })).toBe(1000);
  expect(drainingBitrate({ estimate: 1000, pacerMs: null })).toBe(1000);
  expect(drainingBitrate({ estimate: 1000, pacerMs: 200 })).toBe(800);
  expect(drainingBitrate({ estimate: 1000, pacerMs: 3000 })).toBe(500);
  expect(drainingBitrate({ estimate: null, pacerMs: 200 })).toBeNull();
});
