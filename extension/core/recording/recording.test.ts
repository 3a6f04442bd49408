import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdClock, recordedMs, runClock, STOPPED_CLOCK } from './clock.ts';
import { formatRecordingName, parseRecordingName } from './file-name.ts';
import { fitFrame, recordingSize } from './fit.ts';
import { recordingBitrate } from './format.ts';
import { followSubject } from './subject.ts';

describe('the clock of a recording', () => {
  test('leaves pauses out', () => {
    const paused = holdClock(runClock(STOPPED_CLOCK, 1000), 4000);
    expect(recordedMs(paused, 60_000)).toBe(3000);
    expect(recordedMs(runClock(paused, 60_000), 62_000)).toBe(5000);
  });

  test('does not begin anew when it runs already', () => {
    expect(recordedMs(runClock(runClock(STOPPED_CLOCK, 1000), 3000), 4000)).toBe(3000);
  });

  test('takes nothing away when the computer’s clock is set back', () => {
    expect(recordedMs({ recordedMs: 700, runningSince: 5000 }, 1000)).toBe(700);
  });
});

describe('a frame in a recording of another size', () => {
  const side = fc.integer({ min: 2, max: 4096 });
  const size = fc.record({ width: side, height: side });

  test('lies within it, keeps its shape, and touches two edges', () => {
    fc.assert(
      fc.property(size, size, (frame, into) => {
        const { x, y, width, height } = fitFrame(frame, into);
        expect(Math.min(x, y, into.width - x - width, into.height - y - height)).toBeGreaterThanOrEqual(0);
        expect(width === into.width || height === into.height).toBe(true);
        const scale = Math.min(into.width / frame.width, into.height / frame.height);
        expect(Math.abs(width - frame.width * scale)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(height - frame.height * scale)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  test('has even sides from its first frame on', () => {
    expect(recordingSize({ width: 1281, height: 721 })).toEqual({ width: 1280, height: 720 });
    expect(recordingSize({ width: 1, height: 2 })).toEqual({ width: 2, height: 2 });
  });
});

test('gets bits by its size, within bounds', () => {
  expect(recordingBitrate({ width: 1920, height: 1080 })).toBe(8_000_000);
  expect(recordingBitrate({ width: 320, height: 180 })).toBe(1_500_000);
  expect(recordingBitrate({ width: 7680, height: 4320 })).toBe(35_000_000);
});

describe('the name of a recording’s file', () => {
  test('says when it began and what it is', () => {
    const name = { startedAt: 1_767_225_600_000, extension: 'webm' } as const;
    expect(parseRecordingName(formatRecordingName(name, 'k3x9'))).toEqual(name);
  });

  test.each(['', 'notes.txt', '17.mp4', '../17-a.mp4', '17-a.mp4.exe', `${'9'.repeat(16)}-a.mp4`])(
    'is not %o',
    (name) => {
      expect(parseRecordingName(name)).toBeNull();
    },
  );
});

describe('whom a recording follows', () => {
  const members = [
    { id: 'ann', shows: false },
    { id: 'bob', shows: true },
  ];

  test('is the same one while it is in the room, also without a picture', () => {
    expect(followSubject('ann', members)).toBe('ann');
  });

  test('is whoever shows something when that one has left', () => {
    expect(followSubject('gone', members)).toBe('bob');
  });

  test('stays where nobody shows anything', () => {
    expect(followSubject('gone', [{ id: 'ann', shows: false }])).toBe('gone');
  });
});
