import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { BEEP_HZ } from './sample/tone.ts';
import { hasVirtualDisplay, openDisplay } from './harness/display.ts';
import { hasSoundServer, openEar } from './harness/ear.ts';
import { closePopup, extensionUrl, openPopup, popupIsOpen } from './harness/extension.ts';
import { launchBare, launchSampleSharer, launchWithExtension } from './harness/launch.ts';
import { popupEnds, shareTab, withPopup } from './harness/room.ts';
import { serveSample, type SampleServer } from './harness/sample-server.ts';
import { Scope } from './harness/scope.ts';
import { SignalingServer } from './harness/server.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

/** The button in the bar that Chromium shows while the screen is shared, 426x62 px; it has no other handle. */
const STOP_AT = { x: 300, y: 31 };
const isOffscreen = ({ url }: { readonly url: string }) => url.startsWith(extensionUrl('offscreen'));
/** Runs in the page. */
const isPlaying = (): boolean => (document.querySelector('video')?.videoWidth ?? 0) > 0;

/** Long enough for two beeps. */
const LISTEN_MS = 2500;

describe('the one who shares', () => {
  let scope: Scope;
  let sample: SampleServer;

  beforeEach(async () => {
    scope = new Scope();
    scope.own(await SignalingServer.start(), (server) => server.stop());
    sample = scope.own(await serveSample(), (server) => server.close());
  });
  afterEach(() => scope.close());

  it.skipIf(!hasSoundServer())('still hears the shared tab', async () => {
    const ear = await openEar(scope);
    const sharer = await launchSampleSharer(scope, inject('grantedProfile'), sample, { env: ear.env });
    await until('the beep before sharing', async () => (await ear.hear(BEEP_HZ, LISTEN_MS)) > 0.5);
    const link = await shareTab(sharer, sample.url);
    const viewer = await Viewer.open(await launchBare(scope), link);
    await viewer.beeps(2);
    expect(await ear.hear(BEEP_HZ, LISTEN_MS)).toBeGreaterThan(0.5);
  });

  it.skipIf(!hasVirtualDisplay())(
    'starts and stops by a key; stops a screen from the browser’s own bar',
    async () => {
      const display = await openDisplay(scope);
      const sharer = await launchWithExtension(scope, inject('grantedProfile'), {
        url: sample.url,
        headless: false,
        env: display.env,
        flags: [
          '--ozone-platform=x11',
          '--autoplay-policy=no-user-gesture-required',
          '--auto-select-desktop-capture-source=Entire screen',
        ],
      });
      const page = await sharer.page(sample.url);
      await page.send('Page.bringToFront');
      await page.detach();
      display.press('alt+shift+s');
      const popup = await sharer.page(extensionUrl('popup'));
      const link = await popup.waitText('room-link', /#/);
      expect(await popup.evaluate(() => document.body.innerText)).not.toContain('on your clipboard');
      const viewer = await Viewer.open(await launchBare(scope), link);
      await viewer.nextFrame();
      if (await popupIsOpen(sharer)) await closePopup(sharer, popup);

      display.press('alt+shift+s');
      await viewer.page.waitText('state-title', /stopped sharing|left/);

      const idle = await openPopup(sharer, sample.url);
      await idle.click('share-screen');
      await popupEnds(sharer, idle);
      await withPopup(sharer, sample.url, (again) => again.waitText('status', /sharing your screen/i));
      await viewer.page.waitFor('the screen to be seen', isPlaying, []);
      await until('the bar to be pressed', async () => {
        display.clickIn('is sharing your screen', STOP_AT.x, STOP_AT.y);
        return viewer.page.waitText('state-title', /browser’s bar/, 1000).catch(() => false);
      });
      await withPopup(sharer, sample.url, async (again) => {
        await again.waitText('ended', /browser’s bar/);
        await again.waitFor('no badge', async () => (await chrome.action.getBadgeText({})) === '', []);
      });
      await until('nothing to be left', async () => !(await sharer.targets()).some(isOffscreen));
    },
  );
});
