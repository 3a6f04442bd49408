import type { Browser } from '../harness/browser.ts';
import { readHolding, type Holding } from '../harness/holding.ts';
import { launchBare, launchSampleSharer } from '../harness/launch.ts';
import { ManyViewers } from '../harness/many-viewers.ts';
import type { Page } from '../harness/page.ts';
import { browserPids, browserUsage, processUsage, type Usage } from '../harness/process-usage.ts';
import { shareTab } from '../harness/room.ts';
import type { SampleServer } from '../harness/sample-server.ts';
import type { Scope } from '../harness/scope.ts';
import { Sender } from '../harness/sender.ts';
import type { SignalingServer } from '../harness/server.ts';
import { delay, until } from '../harness/until.ts';

export interface SoakOptions {
  readonly scope: Scope;
  readonly server: SignalingServer;
  readonly sample: SampleServer;
  /** A profile with the permission to capture tabs. */
  readonly profile: string;
  /** Viewers who stay; others come and go all the time. */
  readonly viewers: number;
}

export interface SoakPlan {
  /** Times that somebody comes and goes, in all. */
  readonly visits: number;
  /** How many come, and go, together. */
  readonly atOnce: number;
  /** s in which that is to happen; it takes longer where the machine can't */
  readonly seconds: number;
  /** Visits between two readings. */
  readonly readEvery: number;
  readonly say: (reading: SoakReading) => void;
}

/**
 * One side of a share. Handles (and a viewer's memory) are those of the processes that were there at the beginning: a browser
 * starts one by itself now and then, with some 25 handles and 40 MB of its own. How many there are is counted apart.
 */
interface Side extends Holding, Pick<Usage, 'rssMb' | 'handles' | 'processes'> {}

/** Taken when all visitors have gone. */
export interface SoakReading {
  readonly seconds: number;
  readonly visits: number;
  /** Visitors so far who never saw a picture. */
  readonly unserved: number;
  /** different frames a second at the worst of the viewers who stay, since the last reading */
  readonly fpsMin: number;
  /** Its memory is that of the process that encodes and sends; its handles are those of the browser. */
  readonly sharer: Side;
  /** The browser of all viewers. */
  readonly viewer: Side;
  readonly server: Pick<Usage, 'rssMb' | 'handles'>;
}

/** A share that is watched, and may be watched by many more. */
export interface SoakRoom {
  readonly server: SignalingServer;
  readonly sharer: Browser;
  /** The document that shares. */
  readonly sender: Page;
  readonly watcher: Browser;
  readonly viewers: ManyViewers;
}

/** Ids of the processes of either browser before anybody comes and goes. */
type Processes = Readonly<Record<'sharer' | 'watcher', readonly number[]>>;

/** ms: who has no picture by then never gets one */
const PICTURE_MS = 10_000;

/** Opens a share and lets those join who stay. */
export async function openSoakRoom(options: SoakOptions): Promise<SoakRoom> {
  const { scope, server, sample, profile } = options;
  const sharer = await launchSampleSharer(scope, profile, sample, {
    url: `${sample.url}?fps=30`,
    pageSize: { width: 960, height: 540 },
  });
  const link = await shareTab(sharer, sample.url, '1080p30');
  const watcher = await launchBare(scope);
  const viewers = await ManyViewers.open(watcher, link, options.viewers);
  await viewers.firstPictures();
  return { server, sharer, sender: (await Sender.attach(sharer)).page, watcher, viewers };
}

/** Viewers come, see the picture, and go, again and again. @returns a reading before, and one after each so many visits */
export async function soak(room: SoakRoom, plan: SoakPlan): Promise<readonly SoakReading[]> {
  const startedAt = Date.now();
  const processes = { sharer: browserPids(room.sharer.pid), watcher: browserPids(room.watcher.pid) };
  const readings: SoakReading[] = [];
  let visits = 0;
  let unserved = 0;

  async function read(fpsMin: number): Promise<void> {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const reading = { seconds, visits, unserved, fpsMin, ...(await look(room, processes)) };
    readings.push(reading);
    plan.say(reading);
  }

  async function visit(count: number): Promise<void> {
    const visitors = await room.viewers.add(count);
    const pictures = await Promise.all(visitors.map((one) => room.viewers.firstPicture(one, PICTURE_MS)));
    unserved += pictures.filter((ms) => ms === null).length;
    for (const visitor of visitors) await room.viewers.remove(visitor);
    visits += count;
    await delay(Math.max(0, startedAt + (visits / plan.visits) * plan.seconds * 1000 - Date.now()));
  }

  await read(await worstOf(room, () => delay(1000)));
  while (visits < plan.visits) {
    const next = Math.min(plan.visits, visits + plan.readEvery);
    const fpsMin = await worstOf(room, async () => {
      while (visits < next) await visit(Math.min(plan.atOnce, next - visits));
    });
    await read(fpsMin);
  }
  return readings;
}

/** @returns different frames a second at the worst of those who are there before and after */
async function worstOf({ viewers }: SoakRoom, action: () => Promise<void>): Promise<number> {
  return Math.min(...(await viewers.measureDuring(action)).map(({ fps }) => fps));
}

async function look({ sharer, sender, watcher, viewers, server }: SoakRoom, processes: Processes) {
  const staying = (await viewers.standings()).length;
  // The last farewells are on their way.
  const held = await until('the visitors to be gone', async () => {
    const [mine, theirs] = [await readHolding(sender), await readHolding(viewers.page)];
    return mine.links <= staying && theirs.links <= staying && { mine, theirs };
  }).catch(async () => ({ mine: await readHolding(sender), theirs: await readHolding(viewers.page) }));
  const [ofSharer, ofViewer] = [processUsage(...processes.sharer), processUsage(...processes.watcher)];
  const { rssMb, handles } = processUsage(server.pid);
  return {
    sharer: {
      ...held.mine,
      rssMb: browserUsage(sharer.pid).sender.rssMb,
      handles: ofSharer.handles,
      processes: browserPids(sharer.pid).length,
    },
    viewer: {
      ...held.theirs,
      rssMb: ofViewer.rssMb,
      handles: ofViewer.handles,
      processes: browserPids(watcher.pid).length,
    },
    server: { rssMb, handles },
  };
}

/**
 * Growth by a straight line through the readings of the second half: the first visits fill caches.
 * @param of what of a reading is looked at
 * @returns so much more for each 100 visits; 0 of less than two readings
 */
export function growth<R extends Pick<SoakReading, 'visits'>>(
  readings: readonly R[],
  of: (reading: R) => number,
): number {
  const late = readings.slice(Math.floor(readings.length / 2));
  const [visits, amount] = [mean(late.map((one) => one.visits)), mean(late.map(of))];
  const spread = late.reduce((sum, one) => sum + (one.visits - visits) ** 2, 0);
  const slope = late.reduce((sum, one) => sum + (one.visits - visits) * (of(one) - amount), 0);
  return spread > 0 ? (slope / spread) * 100 : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
