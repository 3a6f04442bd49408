import { beforeEach, describe, expect, it } from 'vitest';
import { extensionUrl } from './harness/extension.ts';
import { SMALL_PAGE } from './harness/launch.ts';
import { shareTab, stopSharing, withPopup } from './harness/room.ts';
import { launchSharer, useStage } from './harness/stage.ts';
import { delay, until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

const isOffscreen = ({ url }: { readonly url: string }) => url.startsWith(extensionUrl('offscreen'));

describe('the end of a share', () => {
  const stage = useStage({ sharer: SMALL_PAGE });
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

describe('a share', () => {
  const stage = useStage({ sharer: SMALL_PAGE });

  it('goes on while its tab is loaded anew, shows another page, crashes, and moves to another window; and stops there', async () => {
    const sharer = await launchSharer(stage.scope, stage.sample, SMALL_PAGE);
    const link = await shareTab(sharer, stage.sample.url);
    const viewer = await Viewer.open(stage.watcher, link);
    await viewer.nextFrame();
    const shared = await sharer.page(stage.sample.url);
    const goesOn = async (what: string) => {
      // Not a picture from before.
      await delay(500);
      await viewer.takeFrames();
      const { counter } = await viewer.nextFrame();
      console.log(`${what}: picture ${counter}`);
    };
    await shared.send('Page.reload');
    await goesOn('loaded anew');
    await shared.navigate(`${stage.sample.url}?title=Another`);
    await goesOn('another page');
    const helper = await sharer.open(extensionUrl('options'), 'window');
    const inTab = (action: string) =>
      helper.run(
        `(async () => {
          const own = await chrome.tabs.getCurrent();
          const tab = (await chrome.tabs.query({})).find(({ id }) => id !== own.id);
          return ${action};
        })()`,
      );
    // It never answers: the page that was asked is gone.
    void shared.send('Page.crash').catch(() => undefined);
    const crashedAt = Date.now();
    await viewer.page.waitText('crashed', /The shared tab has crashed/);
    console.log(`a crash is told after ${Date.now() - crashedAt} ms`);
    await helper.waitFor(
      'the icon to say so',
      async () => (await chrome.action.getBadgeText({})) === '!',
      [],
    );
    await withPopup(sharer, extensionUrl('options'), (popup) =>
      popup.waitText('crashed', /The tab that you share has crashed/),
    );
    await inTab('chrome.tabs.reload(tab.id)');
    await until('the words to go', async () => !(await viewer.page.has('crashed')));
    await goesOn('crashed and loaded anew');
    await inTab('chrome.windows.create({ tabId: tab.id })');
    await goesOn('another window');
    await helper.close();
    await stopSharing(sharer, stage.sample.url);
    await viewer.page.waitText('state-title', /stopped sharing/);
  });

  it('whose document goes without a word is told on the icon and in the popup, and shared again it reaches who waits, though its room is locked', async () => {
    const sharer = await launchSharer(stage.scope, stage.sample, SMALL_PAGE);
    const link = await shareTab(sharer, stage.sample.url);
    const viewer = await Viewer.open(stage.watcher, link);
    await viewer.nextFrame();
    await withPopup(sharer, stage.sample.url, async (popup) => {
      await popup.click('host-settings');
      await popup.click('lock');
      await popup.waitText('host-settings', /locked/);
    });
    // A crash of the whole process makes Chromium unload the extension; this takes the document alone.
    const helper = await sharer.open(extensionUrl('options'));
    await helper.run('chrome.offscreen.closeDocument()');
    await helper.close();
    await until('the document to be gone', async () => !(await sharer.targets()).some(isOffscreen));
    await viewer.pictureEnds(40_000);
    await withPopup(sharer, stage.sample.url, async (popup) => {
      await popup.waitText('fault', /./);
      await popup.waitFor(
        'the icon to say so',
        async () => (await chrome.action.getBadgeText({})) === '!',
        [],
      );
    });
    const startedAt = Date.now();
    expect(await shareTab(sharer, stage.sample.url)).toBe(link);
    await viewer.takeFrames();
    await viewer.nextFrame();
    console.log(`a picture again ${Date.now() - startedAt} ms after the click`);
  });
});

describe('a sharer who vanishes', () => {
  const stage = useStage({ sharer: SMALL_PAGE });

  it('is told as gone, and the picture does not freeze for ever', async () => {
    const sharer = await launchSharer(stage.scope, stage.sample, SMALL_PAGE);
    const viewer = await Viewer.open(stage.watcher, await shareTab(sharer, stage.sample.url));
    await viewer.nextFrame();
    await sharer.close();
    await viewer.page.waitText('state-title', /left|stopped|waiting|ended/i, 45_000);
    expect(await viewer.page.has('retry')).toBe(false);
  });
});
