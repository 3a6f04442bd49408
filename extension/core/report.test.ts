import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNKNOWN_JOURNEY } from './journey.ts';
import {
  makingOf,
  parseReportMessage,
  reportBetween,
  toldByViewer,
  toldToViewer,
  type Report,
} from './report.ts';
import type { StatsEntry } from './stats.ts';

const REPORT: Report = {
  type: 'report',
  decoded: 1200,
  fps: 29.8,
  freezes: 1,
  jitterMs: 12.5,
  decodeMs: null,
  width: 1280,
  height: 720,
  hidden: false,
  echo: 123_456.7,
  heldMs: 140,
  received: 4_000_000,
  stopped: false,
  tile: { width: 1600, height: 900 },
  wish: { maxLines: 720, maxFps: null, hint: 'motion', paused: false },
  display: { fps: 29.5, delayMs: 83.2 },
};
const MAKING = { capturedFps: 30, encodedFps: 29, sentFps: 15, encodeMs: 6.2, hardwareEncoder: true };
const read = (members: object) => parseReportMessage(JSON.stringify({ ...REPORT, ...members }));

describe('a message on the report channel', () => {
  test('a report is read', () => {
    expect(read({})).toEqual(REPORT);
  });

  test('a ping is read', () => {
    expect(parseReportMessage('{"type":"ping","at":7.5}')).toEqual({
      type: 'ping',
      at: 7.5,
      shown: null,
      making: null,
    });
  });

  test('a ping tells what is shown, and why', () => {
    const shown = { lines: 720, fps: 30, reason: 'link', kbps: 700, linkKbps: 900 };
    const text = JSON.stringify({ type: 'ping', at: 7.5, shown });
    expect(parseReportMessage(text)).toEqual({ type: 'ping', at: 7.5, shown, making: null });
    expect(parseReportMessage(text.replace('link"', 'because"'))).toBeNull();
  });

  test('a ping tells how the picture is made', () => {
    const text = JSON.stringify({ type: 'ping', at: 7.5, making: MAKING });
    expect(parseReportMessage(text)).toMatchObject({ making: MAKING });
    expect(parseReportMessage(text.replace('29', '-29'))).toBeNull();
  });

  test('what comes to the screen is told within bounds', () => {
    expect(read({ display: { fps: 60, delayMs: null } })).not.toBeNull();
    expect(read({ display: { fps: 60, delayMs: -1 } })).toBeNull();
    expect(read({ display: { fps: 1e9, delayMs: 1 } })).toBeNull();
  });

  test('older viewers ask for nothing, and do not say what comes to the screen', () => {
    const { tile: _tile, wish: _wish, display: _display, ...older } = REPORT;
    expect(parseReportMessage(JSON.stringify(older))).toMatchObject({
      tile: null,
      display: null,
      wish: { maxLines: null, maxFps: null, hint: 'auto', paused: false },
    });
  });

  test('what a report does not have is left out', () => {
    expect(read({ more: 1 })).toEqual(REPORT);
  });

  test.each<[string, object]>([
    ['no number', { fps: '30' }],
    ['NaN, which travels as null', { fps: Number.NaN }],
    ['a negative count', { decoded: -1 }],
    ['half a frame', { decoded: 0.5 }],
    ['a picture of no lines', { wish: { ...REPORT.wish, maxLines: 0 } }],
    ['more frames than a screen has', { wish: { ...REPORT.wish, maxFps: 1e9 } }],
    ['a wish that is none', { wish: { ...REPORT.wish, hint: 'best' } }],
    ['a window of a size below nought', { tile: { width: -1, height: 9 } }],
    ['a count that is not exact any more', { decoded: 2 ** 53 }],
    ['too many frames a second', { fps: 1001 }],
    ['an hour in the jitter buffer', { jitterMs: 3_600_000 }],
    ['a negative time', { decodeMs: -1 }],
    ['a picture of kilometres', { width: 1e9 }],
    ['a word for yes', { hidden: 'true' }],
    ['an echo of another type', { echo: {} }],
    ['a ping held for ever', { heldMs: 1e300 }],
    ['a missing member', { heldMs: undefined }],
    ['another type', { type: 'boo' }],
  ])('%s is dropped', (_what, members) => {
    expect(read(members)).toBeNull();
  });

  test.each([
    ['no text', new ArrayBuffer(8)],
    ['nothing', undefined],
    ['no JSON', '{"type":"report"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a time beyond all numbers', '{"type":"ping","at":1e999}'],
    ['a megabyte', JSON.stringify({ ...REPORT, more: 'x'.repeat(1_000_000) })],
    ['a megabyte that is no JSON', '['.repeat(1_000_000)],
  ])('%s is dropped', (_what, data) => {
    expect(parseReportMessage(data)).toBeNull();
  });
});

function look(members: object): StatsEntry {
  return { id: 'V', type: 'inbound-rtp', kind: 'video', ...members };
}

const first = look({
  timestamp: 1000,
  framesDecoded: 100,
  freezeCount: 1,
  jitterBufferDelay: 2,
  jitterBufferEmittedCount: 100,
  totalDecodeTime: 0.5,
  frameWidth: 1920,
  frameHeight: 1080,
});
const second = look({
  timestamp: 1250,
  framesDecoded: 107,
  freezeCount: 2,
  jitterBufferDelay: 2.14,
  jitterBufferEmittedCount: 107,
  totalDecodeTime: 0.528,
  frameWidth: 1280,
  frameHeight: 720,
});

describe('between two looks at a receiver', () => {
  test('frames are counted per second, waits and decoding per frame', () => {
    expect(reportBetween(first, second)).toEqual({
      decoded: 107,
      fps: 28,
      freezes: 2,
      jitterMs: 20,
      received: null,
      decodeMs: 4,
      width: 1280,
      height: 720,
    });
  });

  test('a first look has totals but no rates', () => {
    const none = { fps: 0, jitterMs: null, decodeMs: null };
    expect(reportBetween(null, first)).toMatchObject({ decoded: 100, freezes: 1, ...none });
  });

  test('a time without a frame has no means', () => {
    const still = reportBetween(first, { ...first, timestamp: 1250 });
    expect(still).toMatchObject({ decoded: 100, fps: 0, jitterMs: null, decodeMs: null });
  });

  test('a stream made anew is not compared with the one before', () => {
    expect(reportBetween(first, { ...second, id: 'W' })).toMatchObject({ decoded: 107, fps: 0 });
  });

  test('a counter that starts again gives no negative rate', () => {
    expect(reportBetween(second, { ...first, timestamp: 1500 })).toMatchObject({ decoded: 100, fps: 0 });
  });

  test('whatever a browser tells, the report is one that is read', () => {
    const value = fc.oneof(
      fc.double(),
      fc.constantFrom(undefined, null, 'text', 1e308, -1e308, Infinity, NaN),
    );
    const members = fc.record(Object.fromEntries(Object.keys(first).map((name) => [name, value])));
    fc.assert(
      fc.property(members, members, (before, now) => {
        const between = reportBetween(look({ ...before, id: 'V' }), look({ ...now, id: 'V' }));
        expect(read(between)).toMatchObject(between);
      }),
    );
  });
});

describe('what one end of the journey tells the other', () => {
  test('the viewer: what it decodes and shows, how late, how smoothly', () => {
    expect(toldByViewer(REPORT)).toEqual({
      decodedFps: 29.8,
      bufferMs: 12.5,
      decodeMs: null,
      freezes: 1,
      shownFps: 29.5,
      delayMs: 83,
    });
    expect(toldByViewer({ ...REPORT, display: null })).toMatchObject({ shownFps: null, delayMs: null });
  });

  test('the sharer: what it captures, encodes and sends', () => {
    const journey = { ...UNKNOWN_JOURNEY, ...MAKING, decodedFps: 12, delayMs: 9 };
    expect(makingOf({ journey })).toEqual(MAKING);
    expect(toldToViewer(MAKING, REPORT.display)).toEqual({ ...MAKING, shownFps: 29.5, delayMs: 83 });
    expect(toldToViewer(null, null)).toEqual({ shownFps: null, delayMs: null });
  });

  test('never tells what the other end would not read', () => {
    fc.assert(
      fc.property(fc.record({ capturedFps: fps(), encodeMs: fps(), sentFps: fps() }), (part) => {
        const making = makingOf({ journey: { ...UNKNOWN_JOURNEY, ...part } });
        expect(parseReportMessage(JSON.stringify({ type: 'ping', at: 1, making }))).not.toBeNull();
      }),
    );
  });
});

const fps = () => fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
