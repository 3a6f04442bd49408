import { setTimeout as delay } from 'node:timers/promises';
import { inRoot } from '../../../scripts/lib/root.ts';
import type { Browser } from '../../harness/browser.ts';
import { bundle } from '../../harness/bundle.ts';
import { extensionUrl } from '../../harness/extension.ts';
import { launchBare, launchSampleSharer } from '../../harness/launch.ts';
import { ManyViewers } from '../../harness/many-viewers.ts';
import type { Page } from '../../harness/page.ts';
import { shareTab } from '../../harness/room.ts';
import type { SampleServer } from '../../harness/sample-server.ts';
import { Scope } from '../../harness/scope.ts';
import { changeSettings } from '../../harness/settings.ts';
import type { LinkReading } from '../../probe/link-meter.ts';
import type { TraceStep } from '../../../extension/rtc/engine/trace.ts';
import type { Leg, Network } from './network.ts';
import type { Recording, SoundWindow } from './outcome.ts';
import type { Limit, Mode, Profile } from './profiles.ts';

export interface AdaptBench {
  readonly network: Network;
  readonly profile: Profile;
  readonly mode: Mode;
  readonly sample: SampleServer;
  /** Origin of the signaling service as all legs reach it. */
  readonly server: string;
  /** A profile with the permission to capture tabs. */
  readonly template: string;
  /** Runs the browser. */
  readonly executable: string;
  /** Share of the page that is noise. */
  readonly noise: number;
}

export interface AdaptRun extends Recording {
  /** The shaped viewer's link, as the sharer's browser sees it. */
  readonly link: readonly LinkReading[];
  /** What the shaped viewer's Ladder saw and did since it began; empty in compatibility mode. */
  readonly trace: readonly TraceStep[];
}

const SIZE = { width: 1280, height: 720 };
const FPS = 30;
const OTHERS = 2;
/** ms in which the bit rates find their level after the last one joined */
const SETTLE_MS = 6000;

/** Shares, lets three watch, has their links follow the profile, and reads what they saw. */
export async function runAdapt(bench: AdaptBench): Promise<AdaptRun> {
  const scope = new Scope();
  try {
    const { network, profile } = bench;
    const limit = (kbps: number): Limit => {
      if (profile.way === 'up') network.limitUp('sharer', kbps);
      else network.limitDown('shaped', kbps);
      return { at: Date.now(), kbps };
    };
    network.limitUp('sharer', PLENTY_KBPS);
    limit(profile.before);
    const room = await open(scope, bench);
    await delay(SETTLE_MS);
    await room.forget();
    const limits = [limit(profile.before)];
    for (const { after, kbps } of profile.steps) {
      await delay(after * 1000);
      limits.push(limit(kbps));
    }
    await delay(profile.tail * 1000);
    return { limits, endedAt: Date.now(), fullHeight: SIZE.height, ...(await room.take()) };
  } finally {
    await scope.close();
  }
}

const PLENTY_KBPS = 100_000;

interface Room {
  /** What was seen so far is not wanted. The Ladder's trace stays: what it does depends on all that it saw. */
  forget(): Promise<void>;
  take(): Promise<Omit<AdaptRun, keyof Pick<Recording, 'limits' | 'endedAt' | 'fullHeight'>>>;
}

async function open(scope: Scope, bench: AdaptBench): Promise<Room> {
  const { network, sample, server, executable, noise } = bench;
  const on = (leg: Leg) => ({
    executable: network.wrapper(leg, executable),
    flags: [`--unsafely-treat-insecure-origin-as-secure=${server}`],
  });
  const sharer = await launchSampleSharer(scope, bench.template, sample, {
    ...on('sharer'),
    maxFps: FPS,
    pageSize: SIZE,
    noise,
  });
  await changeSettings(sharer, { compatibility: bench.mode === 'mesh', server });
  const link = await shareTab(sharer, sample.url, '1080p30');
  const offscreen = await meterSharer(sharer, bench.mode);
  const shaped = await openViewers(await launchBare(scope, on('shaped')), link, 1, bench.profile.weather);
  const others = await openViewers(await launchBare(scope, on('free')), link, OTHERS);
  await Promise.all([shaped.firstPictures(), others.firstPictures()]);
  let trace: readonly TraceStep[] = [];
  const take: Room['take'] = async () => {
    const [seen] = await takeFrames(shaped);
    const sound = soundWindows(await takeLinks(shaped.page));
    const links = await takeLinks(offscreen);
    trace = [...trace, ...(await takeTrace(offscreen))];
    return {
      shaped: seen ?? [],
      others: await takeFrames(others),
      sound,
      link: links.filter(({ remote }) => remote === network.legAddress('shaped')),
      trace,
    };
  };
  return {
    take,
    async forget() {
      await take();
    },
  };
}

async function openViewers(
  browser: Browser,
  link: string,
  count: number,
  weather: Profile['weather'] = null,
): Promise<ManyViewers> {
  const viewers = await ManyViewers.open(browser, link, 0, weather ? { weather } : {});
  await viewers.page.run(await bundle(inRoot('e2e', 'probe', 'link-meter.ts')));
  await viewers.add(count);
  return viewers;
}

/** Attaches to the offscreen document before anyone has joined, so that every connection is seen from its beginning. */
async function meterSharer(sharer: Browser, mode: Mode): Promise<Page> {
  const target = await sharer.waitTarget('the offscreen document', ({ url }) =>
    url.startsWith(extensionUrl('offscreen')),
  );
  const page = await sharer.attach(target);
  await page.run(await bundle(inRoot('e2e', 'probe', 'link-meter.ts')));
  // An ordinary mesh shares out nothing either.
  if (mode !== 'product') await page.run(await bundle(inRoot('e2e', 'probe', 'clean-links.ts')));
  await page.evaluate(() => {
    const steps: TraceStep[] = [];
    globalThis.portholeTrace = (step) => steps.push(step);
    Object.assign(globalThis, { takeTrace: () => JSON.stringify([performance.timeOrigin, steps.splice(0)]) });
  });
  return page;
}

/** Who joined first is the first whose Ladder steps. */
async function takeTrace(offscreen: Page): Promise<readonly TraceStep[]> {
  const [origin, steps] = JSON.parse(await offscreen.run<string>('takeTrace()')) as [number, TraceStep[]];
  const first = Math.min(...steps.map(numberOf));
  return steps
    .filter((step) => numberOf(step) === first)
    .map((step) => ({ ...step, sample: { ...step.sample, at: step.sample.at + origin } }));
}

function numberOf({ sink }: TraceStep): number {
  return Number(sink.split('/').at(-1));
}

async function takeFrames({ page }: ManyViewers) {
  const seen = await page.evaluate(() => portholeViewers.takeFrames());
  // A dummy's picture is none.
  return seen.map(({ frames }) => frames.filter(({ width }) => width > 16));
}

function takeLinks(page: Page): Promise<readonly LinkReading[]> {
  return page.evaluate(() => portholeLinks.take());
}

function soundWindows(readings: readonly LinkReading[]): readonly SoundWindow[] {
  return readings.flatMap(({ at, concealed, concealments }, index) => {
    const before = readings[index - 1];
    if (!before) return [];
    const events = concealments - before.concealments;
    return { at, concealedMs: (concealed - before.concealed) * 1000, events };
  });
}
