import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ageMs } from './sample/barcode.ts';
import { extensionUrl } from './harness/extension.ts';
import { resizePage } from './harness/launch.ts';
import type { Page } from './harness/page.ts';
import { hasFfmpeg, readRecording, type RecordingFile } from './harness/recording-file.ts';
import { shareInto, shareTab, stopSharing, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { delay, until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

const WIDE = { width: 1280, height: 720 };
/** What is shared after the sharer came back; in a recording of {@link WIDE} it has bars at its sides. */
const NARROW = { width: 960, height: 720 };
const CONTENTS = [
  { x: 0, y: 0, ...WIDE },
  { x: 160, y: 0, ...NARROW },
];

/** s by which a file may be longer or shorter than what was recorded */
const LENGTH_SLACK = 0.3;
/** ms by which sound and picture may be apart on a machine that is busy: ITU-R BT.1359 accepts 90 early, 185 late. */
const SYNC_SLACK = 100;

/** What a page is made to keep of its recording. */
interface Watched {
  recordedMs: number;
  since: number;
  held: number;
  mostHeld: number;
  /** bytes that were sent to the disk */
  sent: number;
}

declare global {
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var watched: Watched;
}

/** Counts the time that is recorded, and the bytes that wait for the disk. */
function watchRecording(page: Page): Promise<void> {
  return page.evaluate(() => {
    globalThis.watched = { recordedMs: 0, since: 0, held: 0, mostHeld: 0, sent: 0 };
    new MutationObserver(() => {
      const state = document.querySelector('[data-testid="recording"]')?.getAttribute('data-state');
      if (state === 'recording') watched.since ||= Date.now();
      else if (watched.since > 0) {
        watched.recordedMs += Date.now() - watched.since;
        watched.since = 0;
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function send(this: Worker, message: unknown, transfer?: unknown) {
      const { chunk } = message as { chunk?: Blob };
      if (chunk) {
        watched.held += chunk.size;
        watched.sent += chunk.size;
        watched.mostHeld = Math.max(watched.mostHeld, watched.held);
        const seen = ({ data }: MessageEvent<{ type: string; bytes: number }>) => {
          if (data.type !== 'written') return;
          watched.held -= data.bytes;
          this.removeEventListener('message', seen);
        };
        this.addEventListener('message', seen);
      }
      post.call(this, message, { transfer: (transfer ?? []) as Transferable[] });
    };
  });
}

/** The person chooses this file in the browser's dialog: it stands in the page's own file system, and is a real one. */
function chooseFile(page: Page, name: string): Promise<void> {
  return page.evaluate((chosen) => {
    const pick = async () => (await navigator.storage.getDirectory()).getFileHandle(chosen, { create: true });
    Object.defineProperty(window, 'showSaveFilePicker', { value: pick, configurable: true });
  }, name);
}

/** Saves what the note offers. */
async function saveKept(page: Page, name: string): Promise<void> {
  await chooseFile(page, name);
  await page.click('recording-save');
  await until('the note to go', async () => !(await page.has('kept-recording')));
}

/** Without the dialog, as in Firefox: the browser's downloads take the file. */
function forbidDialog(page: Page): Promise<void> {
  return page.evaluate(() => {
    Object.defineProperty(window, 'showSaveFilePicker', { value: undefined, configurable: true });
  });
}

async function takeFile(page: Page, name: string, to: string): Promise<string> {
  const base64 = await page.evaluate(async (chosen) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(chosen);
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }, name);
  const file = path.join(to, name);
  await writeFile(file, Buffer.from(base64, 'base64'));
  return file;
}

const isRecording = (page: Page, state = 'recording') =>
  page.waitFor(
    `the page to be ${state}`,
    (wanted) => document.querySelector(`[data-testid="recording"][data-state="${wanted}"]`) !== null,
    [state],
    15_000,
  );

const hasBytes = (page: Page, least: number) =>
  page.waitFor(
    'something on disk',
    (bytes) =>
      Number(document.querySelector<HTMLDataElement>('[data-testid="recording-size"]')?.value) > bytes,
    [least],
    15_000,
  );

/** ms, sound after picture; the median of all beeps. @param beepMs ms since the epoch at which the page beeped once */
function soundLag({ frames, beeps }: RecordingFile, beepMs: number): number {
  const lags = beeps.flatMap((beep) => {
    const shown = frames.findLast((frame) => frame.at <= beep && frame.stamp !== null);
    if (!shown?.stamp || beep - shown.at > 200) return [];
    const sinceBeep = beep - shown.at - ageMs(shown.stamp, beepMs);
    const lag = ((sinceBeep % 1000) + 1000) % 1000;
    return [lag > 500 ? lag - 1000 : lag];
  });
  const lag = lags.toSorted((a, b) => a - b)[lags.length >> 1] ?? Number.NaN;
  console.log(`sound ${Math.round(lag)} ms after the picture, of ${lags.length} beeps`);
  return lag;
}

describe.skipIf(!hasFfmpeg())('a recording', () => {
  const stage = useStage({ sharer: { pageSize: WIDE, maxFps: 30 } });
  let folder: string;
  let link: string;
  let viewer: Viewer;
  let other: Viewer;

  const download = (suffix: string) =>
    until('a download', async () => {
      const name = (await readdir(folder)).find((file) => /^Porthole \d{4}.*\.mp4$/.test(file));
      if (!name) return null;
      return path.join(folder, name + suffix);
    });

  const beeps = async (): Promise<number> => {
    const page = await stage.sharer.page(stage.sample.url);
    const at = await page.evaluate(() => portholeSample.beepMs());
    await page.detach();
    return at ?? Number.NaN;
  };

  const resize = async (size: typeof WIDE): Promise<void> => {
    const page = await stage.sharer.page(stage.sample.url);
    await resizePage(stage.sharer, page, size);
    await page.detach();
  };

  beforeAll(async () => {
    folder = stage.scope.own(await mkdtemp(path.join(os.tmpdir(), 'porthole-record-')), (made) =>
      rm(made, { recursive: true }),
    );
    link = await shareTab(stage.sharer, stage.sample.url);
    viewer = await Viewer.open(stage.watcher, link, 'window');
    other = await Viewer.open(stage.watcher, link, 'window');
    await Promise.all([viewer.nextFrame(), other.nextFrame()]);
  });

  it('of the stage begins with a key; the others and the sharer see it', async () => {
    await watchRecording(viewer.page);
    await viewer.page.press('r');
    await isRecording(viewer.page);
    expect(await other.page.waitText('recorded-by', /is recording/)).toMatch(/^Guest/);
    expect(await viewer.page.has('recorded-by')).toBe(false);
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      await popup.waitText('recorded-by', /is recording/);
      await popup.click('record');
      await hasBytes(popup, 0);
    });
    await other.page.waitText('recorded-by', /and .* are recording/);
  });

  it('pauses, and goes on', async () => {
    await hasBytes(viewer.page, 100_000);
    await viewer.page.click('recording-pause');
    await isRecording(viewer.page, 'paused');
    const time = await viewer.page.text('recording-time');
    await delay(1500);
    expect(await viewer.page.text('recording-time')).toBe(time);
    await viewer.page.click('recording-pause');
    await isRecording(viewer.page);
  });

  it('of the sharer ends with the share, and its page saves it', async () => {
    const beepMs = await beeps();
    await stopSharing(stage.sharer, stage.sample.url);
    const page = await stage.sharer.page(extensionUrl('recordings'));
    await forbidDialog(page);
    await stage.sharer.cdp.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await page.click('recording-save');
    await page.waitShown('no-recordings');
    await page.close();
    const file = await readRecording(await download(''), CONTENTS);
    expect(file.codecs).toEqual(['h264', expect.stringMatching(/opus|aac/)]);
    expect(file).toMatchObject(WIDE);
    expect(file.headerDuration).toBeCloseTo(file.duration, 1);
    const [first, last] = [
      file.frames.find(({ stamp }) => stamp),
      file.frames.findLast(({ stamp }) => stamp),
    ];
    // From the first frame to the last as much time passed on the page as in the file.
    expect((last!.stamp!.time - first!.stamp!.time) / 1000).toBeCloseTo((last!.at - first!.at) / 1000, 0);
    expect(Math.abs(soundLag(file, beepMs))).toBeLessThan(SYNC_SLACK);
  });

  it('goes on when the sharer comes back as somebody else, with another shape', async () => {
    await resize(NARROW);
    expect(await shareInto(stage.sharer, stage.sample.url, link)).toBe(link);
    await viewer.page.evaluate(() => void portholeProbe?.takeFrames());
    await until('the narrow picture', async () => (await viewer.nextFrame()).width === NARROW.width, 20_000);
    await delay(1500);
    await chooseFile(viewer.page, 'stage.mp4');
    await viewer.page.press('r');
    await viewer.page.waitFor('it to be saved', () => /Recording saved/.test(document.body.innerText), []);
    const { recordedMs, mostHeld, sent } = await viewer.page.evaluate(() => watched);
    const file = await readRecording(await takeFile(viewer.page, 'stage.mp4', folder), CONTENTS);

    expect(file.codecs).toEqual(['h264', expect.stringMatching(/opus|aac/)]);
    expect(file).toMatchObject(WIDE);
    expect(Math.abs(file.duration - recordedMs / 1000)).toBeLessThan(LENGTH_SLACK);
    expect(Math.abs(file.headerDuration - recordedMs / 1000)).toBeLessThan(LENGTH_SLACK);
    const readable = file.frames.filter(({ stamp }) => stamp !== null);
    expect(readable.length / file.frames.length).toBeGreaterThan(0.9);
    expect(readable.at(-1)!.at).toBeGreaterThan(file.duration * 1000 - 700);
    expect(Math.abs(soundLag(file, await beeps()))).toBeLessThan(SYNC_SLACK);
    // It goes to the disk while it is made: in how many chunks is the machine's affair, but never most of it at once.
    console.log(`${mostHeld} of ${sent} bytes waited for the disk at most`);
    expect(mostHeld).toBeLessThan(0.75 * sent);
    expect(mostHeld).toBeLessThan(4 * 1024 * 1024);
    await until('the others to see that it is over', async () => !(await other.page.has('recorded-by')));
  });

  it('that a crash broke off is offered at the next visit', async () => {
    await other.page.press('r');
    await isRecording(other.page);
    await hasBytes(other.page, 100_000);
    // Never answered. Its process may be the other viewer's, too.
    void other.page.send('Page.crash').catch(() => undefined);
    await viewer.page.close();
    viewer = await Viewer.open(stage.watcher, link, 'window');
    await viewer.page.waitText('kept-recording', /saved/, 20_000);
    await saveKept(viewer.page, 'crashed.mp4');
    const file = await readRecording(await takeFile(viewer.page, 'crashed.mp4', folder), CONTENTS);
    expect(file.headerDuration).toBeGreaterThan(1);
  });

  it('ends in plain words when the disk is full, and keeps what was written', async () => {
    const { origin } = new URL(link);
    await viewer.nextFrame();
    await viewer.page.press('r');
    await hasBytes(viewer.page, 100_000);
    // The file has room up to the next step in which it grows.
    const { usage } = await viewer.page.send<{ usage: number }>('Storage.getUsageAndQuota', { origin });
    await viewer.page.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage });
    await viewer.page.waitText('fault', /disk is full/, 20_000);
    await viewer.page.send('Storage.overrideQuotaForOrigin', { origin });
    await viewer.page.waitShown('kept-recording');
    await saveKept(viewer.page, 'full.mp4');
    const file = await readRecording(await takeFile(viewer.page, 'full.mp4', folder), CONTENTS);
    expect(file.headerDuration).toBeGreaterThan(0.5);
  });
});
