import { launchBare, launchSampleSharer } from '../harness/launch.ts';
import { ManyViewers, type ViewerMeasured } from '../harness/many-viewers.ts';
import { browserUsage, machineCpuMs, type BrowserUsage } from '../harness/process-usage.ts';
import { shareTab } from '../harness/room.ts';
import { SamplePage } from '../harness/sample-page.ts';
import type { SampleServer } from '../harness/sample-server.ts';
import { Scope } from '../harness/scope.ts';
import { Sender } from '../harness/sender.ts';
import { workBetween, type SenderReading } from '../harness/sender-work.ts';
import { changeSettings } from '../harness/settings.ts';
import { delay } from '../harness/until.ts';
import type { Browser } from '../harness/browser.ts';
import { median, type BenchCodec, type Case, type Figures, type Mode } from './figures.ts';

export interface ShareBench {
  readonly mode: Mode;
  readonly codec: BenchCodec;
  /** px */
  readonly height: number;
  /** Viewers to measure with, ascending: the room grows. */
  readonly viewers: readonly number[];
  readonly seconds: number;
  readonly sample: SampleServer;
  /** A profile with the permission to capture tabs. */
  readonly profile: string;
}

/** Most who fit into a room besides the sharer. */
const MAX_VIEWERS = 14;
/** Time in which the bit rates find their level after someone joined, in ms. */
const SETTLE_MS = 4000;
const LATE_JOINERS = 3;
/** After this a late joiner has got no picture, and counts with this time, in ms. */
const LATE_DEADLINE_MS = 8000;

/** One share, in browsers of its own, watched by more and more viewers. @returns a case for each number of viewers */
export async function benchShare(bench: ShareBench): Promise<readonly Case[]> {
  const scope = new Scope();
  try {
    const room = await open(scope, bench);
    const cases: Case[] = [];
    for (const count of bench.viewers) {
      await room.growTo(count);
      const { mode, codec, height } = bench;
      cases.push({ mode, codec, height, viewers: count, figures: await measure(room, bench.seconds, count) });
    }
    return cases;
  } finally {
    await scope.close();
  }
}

interface Room {
  readonly sharer: Browser;
  readonly watcher: Browser;
  readonly page: SamplePage;
  readonly sender: Sender;
  readonly viewers: ManyViewers;
  /** Lets viewers join one by one until there are so many, and the bit rates settle. */
  growTo(count: number): Promise<void>;
}

async function open(scope: Scope, { mode, codec, height, sample, profile }: ShareBench): Promise<Room> {
  const sharer = await launchSampleSharer(scope, profile, sample, {
    maxFps: 30,
    pageSize: { width: (height * 16) / 9, height },
  });
  await changeSettings(sharer, { compatibility: mode === 'mesh' });
  const link = await shareTab(sharer, sample.url, '1080p30');
  const watcher = await launchBare(scope);
  const page = await SamplePage.attach(sharer, sample);
  const sender = await Sender.attach(sharer);
  // Viewers that can decode nothing else make the room choose the codec.
  const viewers = await ManyViewers.open(watcher, link, 0, {
    decodes: codec === 'h264' ? 'H264' : codec === 'av1' ? 'AV1' : 'VP9',
  });
  let present = 0;
  return {
    sharer,
    watcher,
    page,
    sender,
    viewers,
    async growTo(count) {
      await viewers.add(count - present);
      present = count;
      // An overloaded mesh may never get there: that shows in the figures.
      await viewers.firstPictures().catch(() => undefined);
      await delay(SETTLE_MS);
    },
  };
}

/** What is read before and after the time that is measured. */
interface Reading {
  readonly sender: SenderReading;
  readonly usage: BrowserUsage;
  /** ms of CPU time of all that is neither of the two browsers */
  readonly othersMs: number;
  readonly drawn: number;
}

async function read({ sender, page, sharer, watcher }: Room): Promise<Reading> {
  const reading = await sender.read();
  const drawn = await page.drawn();
  const usage = browserUsage(sharer.pid);
  const othersMs = machineCpuMs() - usage.tree.cpuMs - browserUsage(watcher.pid).tree.cpuMs;
  return { sender: reading, drawn, usage, othersMs };
}

async function measure(room: Room, seconds: number, count: number): Promise<Figures> {
  const before = await read(room);
  const seen = await room.viewers.measure(seconds * 1000);
  const after = await read(room);
  const firstPictureMs = await lateJoin(room, count);
  await room.page.setStill(true);
  // The last picture has to reach everyone before the page counts as still.
  await delay(1000);
  const firstStillMs = await lateJoin(room, count);
  await room.page.setStill(false);
  return { ...figuresOf(before, after, seen), firstPictureMs, firstStillMs };
}

type SteadyFigures = Omit<Figures, 'firstPictureMs' | 'firstStillMs'>;

function figuresOf(before: Reading, after: Reading, seen: readonly ViewerMeasured[]): SteadyFigures {
  const work = workBetween(before.sender, after.sender);
  const seconds = (after.sender.at - before.sender.at) / 1000;
  const frames = seen.reduce((sum, { fps }) => sum + fps * seconds, 0);
  const perFrame = (of: keyof BrowserUsage): number | null =>
    frames > 0 ? (after.usage[of].cpuMs - before.usage[of].cpuMs) / frames : null;
  return {
    senderMs: perFrame('sender'),
    treeMs: perFrame('tree'),
    fpsMin: Math.min(...seen.map(({ fps }) => fps)),
    fpsMedian: median(seen.map(({ fps }) => fps)),
    heightMin: Math.min(...seen.map(({ height }) => height)),
    encodeMs: work.encodeMsPerFrame,
    encodedFps: work.encodedFps,
    encoders: work.fullSizeEncoders,
    encodeLoad: work.encodeMsPerSecond,
    uplinkKbps: work.uplinkKbps,
    delayP50: median(seen.map(({ latencyMsP50 }) => latencyMsP50)),
    delayP95: median(seen.map(({ latencyMsP95 }) => latencyMsP95)),
    maxGapMs: Math.max(...seen.map(({ maxGapMs }) => maxGapMs)),
    rssMb: after.usage.sender.rssMb,
    othersPercent: (after.othersMs - before.othersMs) / 10 / seconds,
    drawnFps: (after.drawn - before.drawn) / seconds,
  };
}

/** Lets some come late and go again, one after the other; in a full room each takes the place of another. */
async function lateJoin({ viewers }: Room, count: number): Promise<number | null> {
  const times: number[] = [];
  for (let joined = 0; joined < LATE_JOINERS; joined++) {
    if (count === MAX_VIEWERS) await viewers.removeLast();
    const [late = 0] = await viewers.add();
    times.push((await viewers.firstPicture(late, LATE_DEADLINE_MS)) ?? LATE_DEADLINE_MS);
    if (count < MAX_VIEWERS) await viewers.remove(late);
  }
  return median(times);
}
