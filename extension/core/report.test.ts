import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReportMessage, reportBetween, type Report } from './report.ts';
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
  tile: { width: 1600, height: 900 },
  wish: { maxLines: 720, maxFps: null, hint: 'motion', paused: false },
};
const read = (members: object) => parseReportMessage(JSON.stringify({ ...REPORT, ...members }));

describe('a message on the report channel', () => {
  test('a report is read', () => {
    expect(read({})).toEqual(REPORT);
  });

  test('a ping is read', () => {
    expect(parseReportMessage('{"type":"ping","at":7.5}')).toEqual({ type: 'ping', at: 7.5, shown: null });
  });

  test('a ping tells what is shown, and why', () => {
    const shown = { lines: 720, fps: 30, reason: 'link', kbps: 700, linkKbps: 900 };
    const text = JSON.stringify({ type: 'ping', at: 7.5, shown });
    expect(parseReportMessage(text)).toEqual({ type: 'ping', at: 7.5, shown });
    expect(parseReportMessage(text.replace('link"', 'because"'))).toBeNull();
  });

  test('older viewers ask for nothing', () => {
    const { tile: _tile, wish: _wish, ...older } = REPORT;
    expect(parseReportMessage(JSON.stringify(older))).toMatchObject({
      tile: null,
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
