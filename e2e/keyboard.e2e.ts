import { describe, expect, it } from 'vitest';
import { closePopup, openPopup } from './harness/extension.ts';
import { pressByKeyboard, tabTo, waitFocused } from './harness/keyboard.ts';
import { popupEnds, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

const PAGE = { pageSize: { width: 1280, height: 720 }, maxFps: 30 } as const;

/* One session from the open popup to the end, without a mouse. Each step goes on where the one before it ended. */
describe('by keyboard alone', () => {
  const stage = useStage({ sharer: PAGE });
  let link = '';
  let viewer: Viewer;

  it('one chooses a quality and shares a tab', async () => {
    const popup = await openPopup(stage.sharer, stage.sample.url);
    await pressByKeyboard(popup, 'preset');
    await waitFocused(popup, 'preset-1080p30');
    await popup.press('ArrowDown');
    await waitFocused(popup, 'preset-1080p60');
    await popup.press('Enter');
    await popup.waitFor(
      'the quality',
      () => document.querySelector('[data-testid="preset"]')?.getAttribute('data-value') === '1080p60',
      [],
    );
    await waitFocused(popup, 'preset');
    await pressByKeyboard(popup, 'share-tab');
    await popupEnds(stage.sharer, popup);
  });

  it('one copies the link', async () => {
    const popup = await openPopup(stage.sharer, stage.sample.url);
    link = await popup.waitText('room-link', /#/);
    await pressByKeyboard(popup, 'copy-link');
    await popup.waitText('copy-link', /Copied/);
    await closePopup(stage.sharer, popup);
  });

  it('one watches, and chooses what to receive', async () => {
    viewer = await Viewer.open(stage.watcher, link, 'window');
    await viewer.nextFrame();
    await pressByKeyboard(viewer.page, 'receive');
    await waitFocused(viewer.page, 'receive-menu');
    // Down until it is reached: what comes first is the choice that holds.
    await until('480p to have the keyboard', async () => {
      await viewer.page.press('ArrowDown');
      return viewer.page.evaluate(
        () => document.activeElement?.getAttribute('data-testid') === 'receive-lines-480',
      );
    });
    await viewer.page.press('Enter');
    await viewer.page.press('Escape');
    await waitFocused(viewer.page, 'receive');
    // No more than that; a busy computer may give less.
    await until('a picture of 480 lines', async () => {
      await viewer.takeFrames();
      return (await viewer.nextFrame()).height <= 480;
    });
  });

  it('one turns the sound on, and down', async () => {
    // The browser plays no sound before the page was used.
    if (await viewer.page.has('sound-on')) await viewer.page.press('m');
    await until('the sound to be on', async () => (await volume(viewer)) === 1);
    await tabTo(viewer.page, 'volume');
    await viewer.page.press('ArrowLeft');
    await until('the volume to fall', async () => (await volume(viewer)) < 1);
  });

  it('one reads what the keys do', async () => {
    await viewer.page.press('?');
    await viewer.page.waitShown('keys-sheet');
    await waitFocused(viewer.page, 'keys-sheet');
    await viewer.page.press('Escape');
    await until('the sheet to go', async () => !(await viewer.page.has('keys-sheet')));
  });

  it('one leaves', async () => {
    await pressByKeyboard(viewer.page, 'leave');
    expect(await viewer.page.waitText('state-title', /You left/)).toBe('You left the room');
  });

  it('one stops sharing', async () => {
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      await pressByKeyboard(popup, 'stop');
      await popup.waitText('status', /ready to share/i);
    });
  });
});

/** What the stage's picture plays at, 0 to 1. */
function volume({ page }: Viewer): Promise<number> {
  return page.evaluate(() => {
    const video = document.querySelector<HTMLVideoElement>('[data-testid="stage"]');
    return video && !video.muted ? video.volume : 0;
  });
}
