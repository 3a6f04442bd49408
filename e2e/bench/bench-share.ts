import { launchBare, launchSampleSharer } from '../harness/launch.ts';
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
import { Audience, type Seen, type ViewersKind } from './audience.ts';
import { median, type BenchCodec, type Case, type Figures, type Mode } from './figures.ts';

export interface ShareBench {
  readonly mode: Mode;
  readonly codec: BenchCodec;
  /** px */
  readonly height: number;
  /** Viewers to measure with, ascending: the room grows. */
  readonly viewers: readonly number[];
  readonly viewersKind: ViewersKind;
  readonly seconds: number;
  readonly sample: SampleServer;
  /** A profile with the permission to capture tabs. */
  readonly profile: string;
}

/** Time in which the bit rates find their level after someone joined, in ms. */
const SETTLE_MS = 3000;
/**
 * Time in which a browser brings sound and picture in step, in ms. It begins with the first RTCP reports of both, seconds
 * after the first picture, and holds the picture back by 30 to 60 ms step by step: a plain connection shows it after 25 ms
 * at first, and after 60 to 90 from then on.
 */
const IN_STEP_MS = 25_000;
/** So many are there when others come late: the ratios are of this room. */
const LATE_AT = 4;
const LATE_JOINERS = 3;
/** After this a late joiner has got no picture, and counts with this time, in ms. */
const LATE_DEADLINE_MS = 4000;

/** One share, in browsers of its own, watched by more and more viewers. @returns a case for each number of viewers */
export async function benchShare(bench: ShareBench): Promise<readonly Case[]> {
  const scope = new Scope();
  try {
    const room = await open(scope, bench);
    const cases: Case[] = [];
    for (const count of bench.viewers) {
      await room.audience.growTo(count);
      if (count === bench.viewers[0] && bench.viewersKind !== 'rtp') await delay(IN_STEP_MS);
      await delay(SETTLE_MS);
      const { mode, codec, height } = bench;
      const steady = await measure(room, bench.seconds);
      const late = count === LATE_AT ? await lateJoin(room) : { firstPictureMs: null, firstStillMs: null };
      cases.push({ mode, codec, height, viewers: count, figures: { ...steady, ...late } });
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
  readonly audience: Audience;
}

async function open(
  scope: Scope,
  { mode, codec, height, sample, profile, viewersKind }: ShareBench,
): Promise<Room> {
  const sharer = await launchSampleSharer(scope, profile, sample, {
    maxFps: 30,
    pageSize: { width: (height * 16) / 9, height },
  });
  await changeSettings(sharer, { compatibility: mode === 'mesh' });
  const link = await shareTab(sharer, sample.url, '1080p30');
  const watcher = await launchBare(scope);
  const page = await SamplePage.attach(sharer, sample);
  const sender = await Sender.attach(sharer);
  if (mode === 'mesh') await sender.seeCleanLinks();
  const audience = scope.own(await Audience.open(watcher, link, codec, viewersKind), (one) => one.close());
  return { sharer, watcher, page, sender, audience };
}

/** What is read before and after the time that is measured. */
interface Reading {
  readonly sender: SenderReading;
  readonly usage: BrowserUsage;
  /** ms of CPU time of all that is neither of the two browsers nor this process, in which viewers may be */
  readonly othersMs: number;
  readonly drawn: number;
}

async function read({ sender, page, sharer, watcher }: Room): Promise<Reading> {
  const reading = await sender.read();
  const drawn = await page.drawn();
  const usage = browserUsage(sharer.pid);
  const { user, system } = process.cpuUsage();
  const ownMs = (user + system) / 1000;
  const othersMs = machineCpuMs() - usage.tree.cpuMs - browserUsage(watcher.pid).tree.cpuMs - ownMs;
  return { sender: reading, drawn, usage, othersMs };
}

async function measure(room: Room, seconds: number): Promise<SteadyFigures> {
  const before = await read(room);
  const seen = await room.audience.measure(seconds * 1000);
  return figuresOf(before, await read(room), seen);
}

/** First on the page as it moves, then while nothing in it does. */
async function lateJoin({ audience, page }: Room): Promise<Omit<Figures, keyof SteadyFigures>> {
  const firstPictureMs = await audience.lateJoin(LATE_JOINERS, LATE_DEADLINE_MS);
  await page.setStill(true);
  // The last picture has to reach everyone before the page counts as still.
  await delay(1000);
  const firstStillMs = await audience.lateJoin(LATE_JOINERS, LATE_DEADLINE_MS);
  await page.setStill(false);
  return { firstPictureMs, firstStillMs };
}

type SteadyFigures = Omit<Figures, 'firstPictureMs' | 'firstStillMs'>;

function figuresOf(before: Reading, after: Reading, seen: readonly Seen[]): SteadyFigures {
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
    heightMin: least(seen.map(({ height }) => height)),
    encodeMs: work.encodeMsPerFrame,
    encodedFps: work.encodedFps,
    encoders: work.fullSizeEncoders,
    encodeLoad: work.encodeMsPerSecond,
    encodedPixels: work.encodedMegapixels,
    uplinkKbps: work.uplinkKbps,
    // Of the first who came, with whom sound and picture are in step.
    delayP50: seen[0]?.latencyMsP50 ?? null,
    delayP95: seen[0]?.latencyMsP95 ?? null,
    maxGapMs: Math.max(...seen.map(({ maxGapMs }) => maxGapMs)),
    rssMb: after.usage.sender.rssMb,
    othersPercent: (after.othersMs - before.othersMs) / 10 / seconds,
    drawnFps: (after.drawn - before.drawn) / seconds,
  };
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
