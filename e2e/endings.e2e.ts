import { beforeEach, describe, expect, it } from 'vitest';
import { shareTab, withPopup } from './harness/room.ts';
import { launchSharer, useStage } from './harness/stage.ts';
import { Viewer } from './harness/viewer.ts';

describe('the end of a share', () => {
  const stage = useStage();
  let viewer: Viewer;

  beforeEach(async () => {
    await stage.sharer.open(`${stage.sample.url}?title=Shared`);
    const link = await shareTab(stage.sharer, `${stage.sample.url}?title=Shared`);
    viewer = await Viewer.open(stage.watcher, link, 'window');
    await viewer.nextFrame();
  });

  it('is told as such when the shared tab is closed', async () => {
    const shared = await stage.sharer.page(`${stage.sample.url}?title=Shared`);
    await shared.close();
    await viewer.page.waitText('state-title', /the shared tab was closed/);
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      expect(await popup.waitText('ended', /ended/)).toContain('the tab was closed');
    });
  });
});

describe('a sharer who vanishes', () => {
  const stage = useStage();

  it('is told as gone, and the picture does not freeze for ever', async () => {
    const sharer = await launchSharer(stage.scope, stage.sample);
    const viewer = await Viewer.open(stage.watcher, await shareTab(sharer, stage.sample.url));
    await viewer.nextFrame();
    await sharer.close();
    await viewer.page.waitText('state-title', /left|stopped|waiting|ended/i, 45_000);
    expect(await viewer.page.has('retry')).toBe(false);
  });
});
