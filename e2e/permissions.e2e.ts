import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRoot } from '../scripts/lib/root.ts';
import type { Browser } from './harness/browser.ts';
import { hasVirtualDisplay, openDisplay } from './harness/display.ts';
import { EXTENSION_DIR, extensionUrl, openPopup, popupIsOpen } from './harness/extension.ts';
import { launchBare, launchWithExtension } from './harness/launch.ts';
import { popupEnds, withPopup } from './harness/room.ts';
import { serveSample } from './harness/sample-server.ts';
import { Scope } from './harness/scope.ts';
import { SignalingServer } from './harness/server.ts';
import { delay, until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

/** Chromium ignores keys for 500 ms after a prompt appears (views::InputEventActivationProtector), to be sure of a person. */
const PROMPT_GUARD_MS = 1000;

describe('permissions', () => {
  let scope: Scope;

  beforeEach(() => {
    scope = new Scope();
  });
  afterEach(() => scope.close());

  it('warn of nothing at install, as Chromium itself says', async () => {
    const manifest = await readFile(path.join(EXTENSION_DIR, 'manifest.json'), 'utf8');
    expect(await warningsOf(scope, manifest)).toEqual([]);
  });

  it('would be warned of if there were something to warn of', async () => {
    const manifest = { manifest_version: 3, name: 'x', version: '1', permissions: ['tabCapture'] };
    expect(await warningsOf(scope, JSON.stringify(manifest))).not.toEqual([]);
  });

  it('ask for no host and not for activeTab', async () => {
    const manifest = JSON.parse(await readFile(path.join(EXTENSION_DIR, 'manifest.json'), 'utf8')) as {
      permissions: string[];
      host_permissions?: string[];
      content_scripts?: unknown[];
    };
    expect(manifest.host_permissions ?? []).toEqual([]);
    expect(manifest.content_scripts ?? []).toEqual([]);
    expect(manifest.permissions).not.toContain('activeTab');
  });

  it('welcome a person once, after the installation', async () => {
    const browser = await launchWithExtension(scope);
    const page = await browser.page(extensionUrl('welcome'));
    await page.waitFor('its words', () => /porthole/i.test(document.body.innerText), []);
    await page.waitShown('allow-tabs');
  });

  it('that are declined mean the browser’s picker, without asking again', async () => {
    scope.own(await SignalingServer.start(), (server) => server.stop());
    const sample = scope.own(await serveSample(), (server) => server.close());
    const browser = await launchWithExtension(scope, undefined, {
      url: sample.url,
      flags: ['--auto-select-tab-capture-source-by-title=Porthole sample'],
    });
    const welcome = await browser.page(extensionUrl('welcome'));
    await welcome.click('not-now');
    await showTab(browser, sample.url);
    const popup = await openPopup(browser, sample.url);
    await popup.click('share-tab');
    await popupEnds(browser, popup);
    const link = await withPopup(browser, sample.url, async (again) => {
      await again.waitText('status', /sharing your screen/i);
      return again.waitText('room-link', /#/);
    });
    const viewer = await Viewer.open(await launchBare(scope), link);
    await viewer.nextFrame();
    const granted = await welcome.evaluate(() =>
      chrome.permissions.contains({ permissions: ['tabCapture'] }),
    );
    expect(granted).toBe(false);
  });

  it.skipIf(!hasVirtualDisplay())(
    'are granted in the real prompt, which closes the popup; opened again, it shares',
    async () => {
      scope.own(await SignalingServer.start(), (server) => server.stop());
      const sample = scope.own(await serveSample(), (server) => server.close());
      const display = await openDisplay(scope);
      const browser = await launchWithExtension(scope, undefined, {
        url: sample.url,
        headless: false,
        env: display.env,
        flags: ['--ozone-platform=x11', '--autoplay-policy=no-user-gesture-required'],
      });
      const welcome = await browser.page(extensionUrl('welcome'));
      const mayCapture = () =>
        welcome.evaluate(() => chrome.permissions.contains({ permissions: ['tabCapture'] }));
      await showTab(browser, sample.url);
      expect(await mayCapture()).toBe(false);

      const popup = await openPopup(browser, sample.url);
      await popup.click('share-tab');
      await until('the prompt to close the popup', async () => !(await popupIsOpen(browser)));
      await delay(PROMPT_GUARD_MS);
      // Deny has the focus at first.
      display.press('Tab', 'Return');
      await until('the permission', mayCapture);

      const again = await openPopup(browser, sample.url);
      await again.waitShown('ready-again');
      await again.click('share-tab');
      await popupEnds(browser, again);
      const link = await withPopup(browser, sample.url, (third) => third.waitText('room-link', /#/));
      const viewer = await Viewer.open(await launchBare(scope), link);
      await viewer.nextFrame();

      // Another one, for pointers over the shared tab: asked where they are switched on, and not before.
      const tab = await browser.page(sample.url);
      const mayDraw = () =>
        welcome.evaluate(() => chrome.permissions.contains({ origins: ['http://*/*', 'https://*/*'] }));
      expect(await mayDraw()).toBe(false);
      const asking = await openPopup(browser, sample.url);
      await asking.click('pointers');
      await asking.click('point-on-tab');
      await until('the permission to draw', async () => {
        await delay(PROMPT_GUARD_MS);
        if (await mayDraw()) return true;
        display.press('Tab', 'Return');
        return mayDraw();
      });
      await tab.waitFor('the overlay', () => document.querySelector('[popover]') !== null, []);
    },
    90_000,
  );
});

/** What Chromium would warn of at the installation of an extension with this manifest. */
async function warningsOf(scope: Scope, manifest: string): Promise<string[]> {
  const browser = await launchBare(scope, { extension: inRoot('e2e', 'warnings-extension') });
  const { extensions } = await browser.cdp.send<{ extensions: { id: string; name: string }[] }>(
    'Extensions.getExtensions',
  );
  const [asker] = extensions;
  if (!asker) throw new Error('the asking extension was not loaded');
  const page = await browser.open(`chrome-extension://${asker.id}/page.html`);
  return page.evaluate((text) => chrome.management.getPermissionWarningsByManifest(text), manifest);
}

/** Puts a tab in front of the others. */
async function showTab(browser: Browser, url: string): Promise<void> {
  const page = await browser.page(url);
  await page.send('Page.bringToFront');
  await page.detach();
}
