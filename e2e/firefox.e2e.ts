import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findFirefox, FirefoxViewer } from './harness/firefox.ts';
import { ManyViewers } from './harness/many-viewers.ts';
import { hasFfmpeg, readRecording } from './harness/recording-file.ts';
import { shareTab } from './harness/room.ts';
import { sinksOf } from './harness/sender-work.ts';
import { Sender } from './harness/sender.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';

const firefox = await findFirefox();

describe.skipIf(!firefox)('a viewer in Firefox', () => {
  const stage = useStage();
  let sender: Sender;
  let viewer: FirefoxViewer;

  // Viewers that have VP9 alone make it the room's codec: a Firefox without OpenH264 has no H264.
  beforeAll(async () => {
    const link = await shareTab(stage.sharer, stage.sample.url, '1080p30');
    const viewers = await ManyViewers.open(stage.watcher, link, 1, { decodes: 'VP9' });
    viewer = stage.scope.own(await FirefoxViewer.open(firefox ?? '', link), (page) => page.close());
    await viewers.firstPictures();
    await viewer.nextFrame();
    sender = await Sender.attach(stage.sharer);
  }, 90_000);

  it('is shown the frames that are encoded once for all', async () => {
    // On a busy machine it may have been taken for stuck, and is tried again after 10 s; or its decoder may be too slow for
    // the whole size, and it gets a smaller one.
    await until(
      'both to be fed by shared encoders',
      async () => {
        const sinks = sinksOf(await sender.read());
        return sinks.length === 2 && sinks.every(({ own }) => !own);
      },
      30_000,
    );
    const { counter: first } = await viewer.nextFrame();
    const next = await until('another frame', async () => {
      const { counter } = await viewer.nextFrame();
      return counter !== first && counter;
    });
    expect(next).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
  }, 60_000);

  it.skipIf(!hasFfmpeg())(
    'records what it is shown, as a file of WebM with its length',
    async () => {
      await viewer.nextFrame();
      const press = `(document.querySelector('[data-testid="record"]').click(), true)`;
      await viewer.evaluate(press);
      const size = `Number(document.querySelector('[data-testid="recording-size"]')?.value ?? 0)`;
      await until('something on disk', async () => (await viewer.evaluate<number>(size)) > 30_000, 20_000);
      await viewer.evaluate(press);
      const saved = `(${String(takeDownload)})()`;
      const base64 = await until('the file', () => viewer.evaluate<string | null>(saved), 20_000);
      const file = path.join(
        stage.scope.own(await mkdtemp(path.join(tmpdir(), 'porthole-firefox-record-')), (folder) =>
          rm(folder, { recursive: true }),
        ),
        'firefox.webm',
      );
      await writeFile(file, Buffer.from(base64, 'base64'));
      const recorded = await readRecording(file);
      expect(recorded.codecs).toEqual([expect.stringMatching(/vp[89]/), 'opus']);
      expect(recorded.headerDuration).toBeGreaterThan(0.5);
      console.log(
        `${recorded.width}x${recorded.height}, ${recorded.frames.length} frames in ${recorded.duration} s`,
      );
      expect(recorded.frames.some(({ stamp }) => stamp !== null)).toBe(true);
    },
    60_000,
  );
});

/** Runs in the page. @returns what the browser's downloads are given, as base64; null while there is nothing */
async function takeDownload(): Promise<string | null> {
  if (document.querySelector('[data-testid="recording"], [data-testid="kept-recording"]')) return null;
  const root = await navigator.storage.getDirectory();
  const downloads = await root.getDirectoryHandle('downloads').catch(() => null);
  for await (const handle of downloads?.values() ?? []) {
    if (!(handle instanceof FileSystemFileHandle)) continue;
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    // A writable stream becomes the file at its end.
    if (bytes.length === 0) return null;
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }
  return null;
}
