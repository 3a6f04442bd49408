import { launchBare, launchSampleSharer } from '../harness/launch.ts';
import { ManyViewers } from '../harness/many-viewers.ts';
import { browserUsage } from '../harness/process-usage.ts';
import { shareTab } from '../harness/room.ts';
import type { SampleServer } from '../harness/sample-server.ts';
import type { Scope } from '../harness/scope.ts';

export interface SoakOptions {
  readonly scope: Scope;
  readonly sample: SampleServer;
  /** A profile with the permission to capture tabs. */
  readonly profile: string;
  /** Viewers who stay; one more comes and goes all the time. */
  readonly viewers: number;
  readonly seconds: number;
  readonly say: (reading: SoakReading) => void;
}

export interface SoakReading {
  readonly seconds: number;
  /** MB of the process that encodes and sends */
  readonly rssMb: number;
  /** different frames a second at the worst of the viewers who stay */
  readonly fpsMin: number;
}

/** s between two readings; between them one viewer comes and goes. */
const ROUND_SECONDS = 5;

/** Shares for a long time while viewers come and go. @returns a reading for each round */
export async function soak(options: SoakOptions): Promise<readonly SoakReading[]> {
  const { scope, sample, profile, seconds, say } = options;
  const sharer = await launchSampleSharer(scope, profile, sample, {
    url: `${sample.url}?fps=30`,
    pageSize: { width: 960, height: 540 },
  });
  const link = await shareTab(sharer, sample.url, '1080p30');
  const watcher = await launchBare(scope);
  const viewers = await ManyViewers.open(watcher, link, options.viewers);
  await viewers.firstPictures();
  const startedAt = Date.now();
  const readings: SoakReading[] = [];
  while (Date.now() - startedAt < seconds * 1000) {
    const [visitor = 0] = await viewers.add();
    const measured = await viewers.measure(ROUND_SECONDS * 1000);
    await viewers.remove(visitor);
    const reading = {
      seconds: Math.round((Date.now() - startedAt) / 1000),
      rssMb: browserUsage(sharer.pid).sender.rssMb,
      fpsMin: Math.min(...measured.filter(({ viewer }) => viewer !== visitor).map(({ fps }) => fps)),
    };
    readings.push(reading);
    say(reading);
  }
  return readings;
}

/**
 * Growth by a straight line through the readings of the second half: the first minutes fill caches.
 * @returns MB a minute; 0 of less than two readings
 */
export function growth(readings: readonly SoakReading[]): number {
  const late = readings.slice(Math.floor(readings.length / 2));
  const [time, memory] = [mean(late.map(({ seconds }) => seconds)), mean(late.map(({ rssMb }) => rssMb))];
  const spread = late.reduce((sum, { seconds }) => sum + (seconds - time) ** 2, 0);
  const slope = late.reduce((sum, one) => sum + (one.seconds - time) * (one.rssMb - memory), 0);
  return spread > 0 ? (slope / spread) * 60 : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
