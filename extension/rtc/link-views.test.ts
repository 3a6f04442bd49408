import { expect, test } from 'vitest';
import { UNKNOWN_JOURNEY } from '../core/journey.ts';
import { fakeReport } from '../testing/fake-report.ts';
import { fakeStats } from '../testing/fake-snapshot.ts';
import { viewLinks } from './link-views.ts';

const BARE = fakeStats({ codec: 'H264', rttMs: 40, journey: { ...UNKNOWN_JOURNEY, bufferMs: 20 } });
const REPORT = fakeReport({
  fps: 28,
  freezes: 2,
  jitterMs: 12,
  decodeMs: 4,
  display: { fps: 27, delayMs: 90 },
});
const MAKING = { capturedFps: 30, encodedFps: 29, sentFps: 29, encodeMs: 5, hardwareEncoder: true };
const H264_IN_HARDWARE = { codec: 'H264', smooth: [], efficient: ['2160p60', '1080p30'] };

function viewOf(told: object, numbers: object, mine: object | null = null) {
  const link = {
    state: 'connected',
    remote: {},
    code: null,
    word: { crashed: false, paused: false },
    told,
    decoders: { mine },
  };
  const mesh = { links: new Map([['ann', link]]), cutOff: new Set(['eve']) };
  const measured = { of: () => numbers, displayOf: () => ({ fps: 30, delayMs: null }) };
  const pointing = { points: () => false };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of them as is read
  return viewLinks(...([mesh, measured, null, pointing] as unknown as Parameters<typeof viewLinks>));
}

const told = (ageMs: number) => ({ shown: null, making: MAKING, latest: { report: REPORT, ageMs } });

test('what is sent has what its viewer tells of it', () => {
  const { journey } = viewOf(told(100), { sending: BARE, receiving: null }).get('ann')!.sending!;
  expect(journey).toMatchObject({
    decodedFps: 28,
    shownFps: 27,
    delayMs: 90,
    delayReckoned: false,
    freezes: 2,
  });
});

test('a viewer that fell silent tells nothing of now', () => {
  const { journey } = viewOf(told(5000), { sending: BARE, receiving: null }).get('ann')!.sending!;
  expect(journey).toMatchObject({ decodedFps: null, shownFps: null });
});

test('what is received has what its sharer tells, and a reckoned delay where none is measured', () => {
  const numbers = { sending: null, receiving: BARE };
  const { journey } = viewOf(told(100), numbers, { codecs: [H264_IN_HARDWARE] }).get('ann')!.receiving!;
  expect(journey).toMatchObject({ ...MAKING, shownFps: 30, delayMs: 45, delayReckoned: true });
  expect(journey.hardwareDecoder).toBe(true);
});

test('who flooded us is seen, and nothing of it', () => {
  expect(viewOf(told(0), { sending: null, receiving: null }).get('eve')).toMatchObject({
    state: 'cut-off',
    sending: null,
  });
});
