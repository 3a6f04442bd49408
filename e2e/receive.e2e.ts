import { beforeAll, describe, expect, it } from 'vitest';
import { shareTab, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

/** Its rungs have 720, 480 and 240 lines. */
const PAGE = { pageSize: { width: 1280, height: 720 }, maxFps: 30 } as const;

describe('a viewer', () => {
  const stage = useStage({ sharer: PAGE });
  let viewer: Viewer;
  let other: Viewer;

  beforeAll(async () => {
    const link = await shareTab(stage.sharer, stage.sample.url);
    viewer = await Viewer.open(stage.watcher, link, 'window');
    other = await Viewer.open(stage.watcher, link, 'window');
    await Promise.all([viewer.nextFrame(), other.nextFrame()]);
  });

  const choose = async (item: string): Promise<void> => {
    await viewer.page.click('receive');
    await viewer.page.click(item);
    await viewer.page.press('Escape');
  };
  const showsLines = (lines: number) =>
    until(
      `a picture of ${lines} lines`,
      async () => {
        await viewer.takeFrames();
        return (await viewer.nextFrame()).height === lines;
      },
      20_000,
    );

  it('gets what it asks for, and no more; it is told so, and nobody else notices', async () => {
    await showsLines(720);
    await choose('receive-lines-480');
    await showsLines(480);
    await viewer.page.click('stats-toggle');
    expect(await viewer.page.waitText('stats-shown', /as asked/)).toMatch(/480p/);
    expect((await other.nextFrame()).height).toBe(720);
  });

  it('gets all of it back at once when it asks no more', async () => {
    await choose('receive-lines-source');
    await showsLines(720);
    expect(await viewer.page.waitText('stats-shown', /all there is|Trying/)).toMatch(/720p/);
  });

  it('costs the sharer no picture while only the sound is wanted', async () => {
    await choose('receive-lines-none');
    await viewer.pictureEnds();
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      const asked = '[data-testid^="held-"][data-reason="asked"]';
      await popup.waitFor('the popup to say so', (css) => document.querySelector(css) !== null, [asked]);
    });
    await choose('receive-lines-auto');
    await viewer.nextFrame(5000);
  });

  it('gets no picture while nobody looks, and one at once when somebody does', async () => {
    const cover = await stage.watcher.open('about:blank#cover');
    const hidden = await Viewer.open(stage.watcher, await viewer.page.url(), 'tab');
    await hidden.nextFrame();
    await cover.send('Page.bringToFront');
    await hidden.pictureEnds();
    await hidden.page.send('Page.bringToFront');
    const from = Date.now();
    const { at } = await hidden.nextFrame(5000);
    expect(at - from).toBeLessThan(2000);
    await hidden.page.close();
    await cover.close();
  });
});
