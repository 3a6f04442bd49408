import { describe, expect, it } from 'vitest';
import type { Browser } from './harness/browser.ts';
import { joinPlainPeers } from './harness/plain-peer.ts';
import { shareInto, shareTab, stopSharing, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

const SECOND_TITLE = 'Second picture';

/** The frame that a sample page draws just now. */
async function frameNumber(browser: Browser, url: string): Promise<number> {
  const page = await browser.page(url);
  const text = await page.evaluate(() => document.getElementById('numbers')?.textContent);
  await page.detach();
  return Number.parseInt(text ?? '', 10);
}

describe('a room', () => {
  const stage = useStage({
    watcher: { flags: [`--auto-select-tab-capture-source-by-title=${SECOND_TITLE}`] },
  });

  /** Which of the two sample pages a viewer shows large: the one whose counter is nearer to the frame's. */
  const shownSource = async (viewer: Viewer): Promise<'first' | 'second'> => {
    await viewer.takeFrames();
    const { counter } = await viewer.nextFrame();
    const first = await frameNumber(stage.sharer, stage.sample.url);
    const second = await frameNumber(stage.watcher, `${stage.sample.url}?title=`);
    return Math.abs(counter - first) < Math.abs(counter - second) ? 'first' : 'second';
  };

  const fill = async (room: string, count: number): Promise<void> => {
    for (const peer of await joinPlainPeers(stage.server.origin, room, count)) {
      stage.scope.own(peer, (joined) => joined.close());
    }
  };

  it('carries a second sharer, and each sees the other', async () => {
    const second = await stage.watcher.open(`${stage.sample.url}?title=${SECOND_TITLE}`, 'window');
    const link = await shareTab(stage.sharer, stage.sample.url);
    const both = await Viewer.open(stage.watcher, link, 'window');
    await both.nextFrame();
    await both.page.click('share-screen');
    await both.page.waitShown('stop-sharing');
    const third = await Viewer.open(stage.watcher, link, 'window');
    const tile = await third.page.waitFor(
      'the picture that is not large',
      () => document.querySelector<HTMLElement>('[data-testid^="tile-"]')?.dataset['testid'],
      [],
      20_000,
    );
    const large = await shownSource(third);
    await third.page.click(tile);
    await until('the other picture to be large', async () => (await shownSource(third)) !== large);
    await second.close();
    await stopSharing(stage.sharer, stage.sample.url);
  });

  it('refuses the 16th, who is told why', async () => {
    await fill('full-room', 15);
    const viewer = await Viewer.open(stage.watcher, `${stage.server.origin}/r/full-room`, 'window');
    expect(await viewer.page.waitText('state-title', /15/)).toBe('This room already has 15 people');
    expect(await viewer.page.has('retry')).toBe(true);
  });

  it('takes a sharer and 14 more, and counts them', async () => {
    await fill('almost-full', 14);
    const link = `${stage.server.origin}/r/almost-full`;
    expect(await shareInto(stage.sharer, stage.sample.url, link)).toBe(link);
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      expect(await popup.waitText('viewer-count', /^14/)).toBe('14/14');
    });
    const late = await Viewer.open(stage.watcher, link, 'window');
    await late.page.waitText('state-title', /already has 15 people/);
    await stopSharing(stage.sharer, stage.sample.url);
  });
});
