import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Display, type Making, type Report } from '../core/report.ts';
import { fakeReport } from '../testing/fake-report.ts';
import { FakeReportChannel as FakeChannel } from '../testing/fake-report-channel.ts';
import { createReporter, type Reporter, type ReporterOptions } from './reporter.ts';
import { schedule } from './schedule.ts';
import type { Shown } from '../core/shown.ts';
import { NO_WISH, type Viewing } from '../core/wish.ts';

interface End {
  readonly channel: FakeChannel;
  readonly reporter: Reporter;
  readonly heard: Report[];
  /** How often the peer said that its picture stopped. */
  readonly told: number;
}

const VIEWING: Viewing = { wish: { ...NO_WISH, maxLines: 720 }, tile: { width: 640, height: 360 } };
const DISPLAY: Display = { fps: 31, delayMs: 70 };
const MAKING: Making = {
  capturedFps: 32,
  encodedFps: 32,
  sentFps: 32,
  encodeMs: 5,
  hardwareEncoder: null,
};
const SHOWN: Shown = { lines: 360, fps: 30, reason: 'window', kbps: 600, linkKbps: 9000 };

/** The page that the reporter lives in. */
function page(hidden: boolean, pictureInPictureElement: object | null = null): EventTarget {
  const target = Object.assign(new EventTarget(), { hidden, pictureInPictureElement });
  vi.stubGlobal('document', target);
  return target;
}

const open: Reporter[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  shownAt = null;
  page(false);
});
afterEach(() => {
  for (const reporter of open.splice(0)) reporter.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const notAsked = () => Promise.reject(new Error('another receiver was asked'));
const NOT_ASKED = {
  getStats: notAsked,
  getSynchronizationSources: () => {
    throw new Error('another receiver was asked');
  },
};

/** ms of the last frame shown; it stands still where a test says so */
let shownAt: number | null = null;
const getSynchronizationSources = () => [{ timestamp: shownAt ?? Math.floor(performance.now() / 31.25) }];

/** A connection whose video receiver decodes 32 frames a second. */
const connection: ReporterOptions['connection'] = {
  getTransceivers: () => [
    { currentDirection: 'sendonly', receiver: { track: { kind: 'video' }, ...NOT_ASKED } },
    { currentDirection: 'recvonly', receiver: { track: { kind: 'audio' }, ...NOT_ASKED } },
    {
      currentDirection: 'recvonly',
      receiver: { track: { kind: 'video' }, getStats, getSynchronizationSources },
    },
  ],
};

function getStats(): Promise<ReadonlyMap<string, object>> {
  const timestamp = performance.now();
  const picture = {
    framesDecoded: Math.round(timestamp * 0.032),
    frameWidth: 1280,
    frameHeight: 720,
    bytesReceived: 5000,
  };
  const codec = { id: 'C', type: 'codec', timestamp };
  const inbound = { id: 'V', type: 'inbound-rtp', timestamp, ...picture };
  return Promise.resolve(new Map(Object.entries({ C: codec, V: inbound })));
}

function end(receiving: () => boolean): End {
  const channel = new FakeChannel();
  const heard: Report[] = [];
  const stopped = vi.fn<() => void>();
  const reporter = createReporter({
    connection,
    channel,
    schedule,
    receiving,
    viewing: () => VIEWING,
    showing: () => SHOWN,
    making: () => MAKING,
    display: () => DISPLAY,
    stopped,
    heard: (report) => heard.push(report),
  });
  open.push(reporter);
  return {
    channel,
    reporter,
    heard,
    get told() {
      return stopped.mock.calls.length;
    },
  };
}

function pair(): { readonly viewer: End; readonly sharer: End } {
  const viewer = end(() => true);
  const sharer = end(() => false);
  viewer.channel.peer = sharer.channel;
  sharer.channel.peer = viewer.channel;
  return { viewer, sharer };
}

const text = (members: Partial<Report>): string => JSON.stringify(fakeReport(members));

test('a viewer reports four times a second, whoever shares not at all', async () => {
  const { viewer, sharer } = pair();
  await vi.advanceTimersByTimeAsync(1001);
  expect(viewer.channel.reports).toHaveLength(4);
  expect(sharer.channel.reports).toHaveLength(0);
  expect(sharer.heard.at(-1)).toMatchObject({
    decoded: 32,
    fps: 32,
    width: 1280,
    height: 720,
    hidden: false,
  });
});

test('the sharer hears at once, and again, that a steady picture has stopped', async () => {
  const { viewer, sharer } = pair();
  await vi.advanceTimersByTimeAsync(2990);
  expect(sharer.told).toBe(0);
  shownAt = 1;
  await vi.advanceTimersByTimeAsync(320);
  const words = viewer.channel.reports.filter(({ stopped }) => stopped);
  expect(words.length).toBeGreaterThanOrEqual(2);
  expect(sharer.told).toBe(words.length);
  expect(words[0]).toMatchObject({ received: 5000, width: 1280 });
});

test('each end tells the other its part of the journey', async () => {
  const { viewer, sharer } = pair();
  await vi.advanceTimersByTimeAsync(1000);
  expect(sharer.heard.at(-1)?.display).toEqual(DISPLAY);
  expect(viewer.reporter.making).toEqual(MAKING);
});

test('the round trip is told without the time that the viewer held the ping', async () => {
  const { viewer, sharer } = pair();
  viewer.channel.delay = 30;
  sharer.channel.delay = 50;
  await vi.advanceTimersByTimeAsync(1000);
  expect(sharer.reporter.latest).toMatchObject({ roundTripMs: 80, ageMs: 220 });
});

test('a hidden page says so', async () => {
  page(true);
  const { sharer } = pair();
  await vi.advanceTimersByTimeAsync(300);
  expect(sharer.heard).toMatchObject([{ hidden: true }]);
});

test('a picture in a window of its own is looked at, whatever its page says', async () => {
  page(true, {});
  const { sharer } = pair();
  await vi.advanceTimersByTimeAsync(300);
  expect(sharer.heard).toMatchObject([{ hidden: false }]);
});

test('who comes back to the page says so at once', async () => {
  const target = page(false);
  const { sharer } = pair();
  await vi.advanceTimersByTimeAsync(300);
  expect(sharer.heard).toHaveLength(1);
  Object.assign(target, { hidden: true });
  target.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(1);
  expect(sharer.heard.map(({ hidden }) => hidden)).toEqual([false, true]);
});

test('the viewer says what it asks for, and hears what it is shown', async () => {
  const { viewer, sharer } = pair();
  await vi.advanceTimersByTimeAsync(300);
  expect(sharer.heard[0]).toMatchObject(VIEWING);
  expect(viewer.reporter.shown).toEqual(SHOWN);
  expect(sharer.reporter.shown).toBeNull();
});

test('reports begin and end with the picture', async () => {
  let receives = false;
  const { channel } = end(() => receives);
  await vi.advanceTimersByTimeAsync(1000);
  expect(channel.reports).toHaveLength(0);
  receives = true;
  await vi.advanceTimersByTimeAsync(500);
  expect(channel.reports).toHaveLength(2);
  receives = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect(channel.reports).toHaveLength(2);
});

test('a ping from before a long pause is not echoed', async () => {
  let receives = true;
  const { channel } = end(() => receives);
  channel.deliver('{"type":"ping","at":5}');
  await vi.advanceTimersByTimeAsync(300);
  receives = false;
  await vi.advanceTimersByTimeAsync(60_000);
  receives = true;
  await vi.advanceTimersByTimeAsync(300);
  expect(channel.reports).toMatchObject([
    { echo: 5, heldMs: 250 },
    { echo: null, heldMs: 0 },
  ]);
});

test('nothing is added to what still waits to be sent, nor sent on a channel that is not open', async () => {
  const { channel } = end(() => true);
  channel.bufferedAmount = 1;
  await vi.advanceTimersByTimeAsync(500);
  channel.bufferedAmount = 0;
  channel.readyState = 'closing';
  await vi.advanceTimersByTimeAsync(500);
  expect(channel.sent).toHaveLength(0);
});

test('a flood is read twenty times a second, and answered no more often', () => {
  const { channel, heard } = end(() => false);
  for (let sent = 0; sent < 1000; sent += 1) channel.deliver(text({}));
  expect([heard.length, channel.pings.length]).toEqual([20, 20]);
  vi.advanceTimersByTime(1000);
  channel.deliver(text({}));
  expect(heard).toHaveLength(21);
});

test('a report that was overtaken, or echoes what was never said, is dropped', () => {
  const { channel, reporter, heard } = end(() => false);
  vi.advanceTimersByTime(10_000);
  const now = performance.now();
  channel.deliver(text({ decoded: 2, echo: now - 50 }));
  channel.deliver(text({ decoded: 1, echo: now - 300 }));
  channel.deliver(text({ decoded: 3, echo: now + 1 }));
  channel.deliver('no report');
  expect(heard).toHaveLength(1);
  expect(reporter.latest).toMatchObject({ report: { decoded: 2 }, roundTripMs: 50 });
});

test('a closed reporter neither reports nor hears', async () => {
  const { viewer, sharer } = pair();
  await vi.advanceTimersByTimeAsync(300);
  viewer.reporter.close();
  sharer.reporter.close();
  sharer.channel.deliver(text({}));
  await vi.advanceTimersByTimeAsync(1000);
  expect([viewer.channel.reports.length, sharer.heard.length]).toEqual([1, 1]);
});

test('a connection that fails to answer is asked again', async () => {
  const { channel, heard } = end(() => {
    throw new Error('closed');
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(channel.sent).toHaveLength(0);
  channel.deliver(text({}));
  expect(heard).toHaveLength(1);
});

test('a picture that its buffer holds back since a sleep is told of as long as it is, and nothing is without a sleep', async () => {
  const picture = { id: 'V', type: 'inbound-rtp', framesReceived: 0, framesDecoded: 0 };
  const receiver = {
    track: { kind: 'video' },
    getStats: () => Promise.resolve(new Map([['V', { ...picture, timestamp: Date.now() }]])),
    getSynchronizationSources: () => [],
  };
  const behind = vi.fn<() => void>();
  const reporter = createReporter({
    connection: { getTransceivers: () => [{ currentDirection: 'recvonly', receiver }] },
    channel: new FakeChannel(),
    schedule,
    receiving: () => true,
    viewing: () => VIEWING,
    showing: () => null,
    making: () => null,
    display: () => null,
    behind,
  });
  open.push(reporter);
  const ticks = async (count: number, decoded: number): Promise<void> => {
    for (let tick = 0; tick < count; tick++) {
      picture.framesReceived += 8;
      picture.framesDecoded += decoded;
      await vi.advanceTimersByTimeAsync(250);
    }
  };
  await ticks(8, 0);
  expect(behind).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 8000);
  await ticks(2, 0);
  expect(behind).not.toHaveBeenCalled();
  await ticks(4, 0);
  expect(behind.mock.calls.length).toBeGreaterThan(1);
  await ticks(1, 8);
  behind.mockClear();
  await ticks(4, 8);
  expect(behind).not.toHaveBeenCalled();
});
