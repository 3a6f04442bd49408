import path from 'node:path';
import type { PresetId } from '../../extension/core/presets.ts';
import { BEEP_PERIOD_MS } from '../sample/tone.ts';
import type { Browser } from './browser.ts';
import { launchBare, launchSampleSharer } from './launch.ts';
import type { Measured } from './measured.ts';
import type { Page } from './page.ts';
import { percentile } from './percentile.ts';
import { makeGrantedProfile, removeProfile } from './profile.ts';
import { shareTab, withPopup } from './room.ts';
import { serveSample } from './sample-server.ts';
import type { Scope } from './scope.ts';
import { SignalingServer } from './server.ts';
import { Viewer } from './viewer.ts';

export interface DemoOptions {
  readonly scope: Scope;
  readonly preset: PresetId;
  readonly viewers: number;
  /** How long to measure, in s. */
  readonly seconds: number;
  /** Folder for the pictures. */
  readonly out: string;
  readonly say: (line: string) => void;
}

/** The line that the demo prints. With several viewers, of the one that got the fewest frames. */
export interface DemoResult {
  /** ms from the first viewer's opening of the link to the first picture whose barcode could be read */
  readonly firstFrameMs: number;
  /** Different frames of the shared page a second. */
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  readonly latencyMsP50: number | null;
  /** The beep arrived, once a second. */
  readonly audio: boolean;
  /** What the popup says goes out, to all viewers together. */
  readonly kbps: number;
  /** The popup before anything is shared, and while it is. */
  readonly popup: Readonly<Record<'idle' | 'sharing', PopupTimes>>;
  readonly preset: PresetId;
  readonly viewers: number;
}

/** ms from the opening of a popup, medians of some openings. */
interface PopupTimes {
  /** to its frame */
  readonly firstPaintMs: number | null;
  /** to what stands in it, which has been asked of other processes */
  readonly contentsMs: number | null;
}

/** Shares the sample page for real, watches it for real, and measures. @throws Error where any step fails */
export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const { scope, preset, seconds, out, say } = options;
  await startServer(scope);
  const sample = scope.own(await serveSample(), (server) => server.close());
  const profile = scope.own(await makeGrantedProfile(['tabCapture']), removeProfile);
  const sharer = await launchSampleSharer(scope, profile, sample);
  const idle = await timePopup(sharer, sample.url);
  const link = await shareTab(sharer, sample.url, preset);
  say(`Sharing ${sample.url} at ${link}`);
  const watching = await watch(options, link);
  say(`First picture after ${watching.firstFrameMs} ms. Measuring for ${seconds} s …`);
  const measured = await Promise.all(watching.viewers.map((viewer) => viewer.measure(seconds * 1000)));
  const kbps = await readPopup(sharer, sample.url, path.join(out, 'popup.png'));
  const sharing = await timePopup(sharer, sample.url);
  await watching.viewers[0]?.page.screenshot(path.join(out, 'viewer.png'));
  say(`Pictures saved in ${out}`);
  return {
    firstFrameMs: watching.firstFrameMs,
    ...rounded(slowest(measured)),
    audio: watching.audio,
    kbps,
    popup: { idle, sharing },
    preset,
    viewers: options.viewers,
  };
}

async function startServer(scope: Scope): Promise<void> {
  scope.own(await SignalingServer.start(), (server) => server.stop());
}

async function watch({ scope, viewers: count }: DemoOptions, link: string) {
  // Several windows lie on top of each other; all of them are to be painted.
  const browser = await launchBare(scope, { flags: ['--disable-backgrounding-occluded-windows'] });
  const first = await Viewer.open(browser, link);
  const firstFrameMs = await first.firstFrameMs();
  const { periodMs } = await first.beeps(4).catch(() => ({ periodMs: null }));
  const audio = periodMs !== null && Math.abs(periodMs - BEEP_PERIOD_MS) < BEEP_PERIOD_MS / 10;
  const viewers = [first];
  while (viewers.length < count) {
    const viewer = await Viewer.open(browser, link, 'window');
    await viewer.nextFrame();
    viewers.push(viewer);
  }
  return { viewers, firstFrameMs, audio };
}

/** Takes the popup's picture. @returns kbit/s as it stands there */
function readPopup(sharer: Browser, tabUrl: string, file: string): Promise<number> {
  return withPopup(sharer, tabUrl, async (popup) => {
    const kbps = await popup.waitFor(
      'the popup to show a bit rate',
      () => Number(document.querySelector('[data-testid="kbps"]')?.getAttribute('value')),
      [],
    );
    await popup.screenshot(file);
    return kbps;
  });
}

/** Opens the popup again and again, as a person does. */
async function timePopup(sharer: Browser, tabUrl: string): Promise<PopupTimes> {
  const times: Awaited<ReturnType<typeof readPaints>>[] = [];
  while (times.length < POPUP_OPENINGS) times.push(await withPopup(sharer, tabUrl, readPaints));
  return {
    firstPaintMs: median(times.map(({ first }) => first)),
    contentsMs: median(times.map(({ contents }) => contents)),
  };
}

const POPUP_OPENINGS = 5;

function median(times: readonly number[]): number | null {
  const middle = percentile(times, 0.5);
  return middle === null ? null : Math.round(middle);
}

async function readPaints(popup: Page): Promise<{ readonly first: number; readonly contents: number }> {
  const first = await popup.waitFor(
    'the popup’s first paint',
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    [],
  );
  await popup.waitShown('status');
  const contents = await popup.waitFor(
    'the paint of its contents',
    () =>
      new Promise<number | undefined>((resolve) => {
        const look = (list: PerformanceObserverEntryList) => resolve(list.getEntries().at(-1)?.startTime);
        new PerformanceObserver(look).observe({ type: 'largest-contentful-paint', buffered: true });
      }),
    [],
  );
  return { first, contents };
}

function slowest(measured: readonly Measured[]): Measured {
  return measured.reduce((worst, next) => (next.fps < worst.fps ? next : worst));
}

function rounded({ fps, width, height, latencyMsP50 }: Measured) {
  return { fps: Math.round(fps * 10) / 10, width, height, latencyMsP50 };
}
