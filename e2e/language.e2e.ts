import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Browser } from './harness/browser.ts';
import { extensionUrl } from './harness/extension.ts';
import { launchBare, launchWithExtension } from './harness/launch.ts';
import type { Page } from './harness/page.ts';
import { withPopup } from './harness/room.ts';
import { serveSample, type SampleServer } from './harness/sample-server.ts';
import { Scope } from './harness/scope.ts';
import { SignalingServer } from './harness/server.ts';

const ROOM = '/r/language#AAAAAAAAAAAAAAAAAAAAAA';

describe('the language', () => {
  const scope = new Scope();
  let server: SignalingServer;
  let sample: SampleServer;
  let browser: Browser;

  beforeAll(async () => {
    server = scope.own(await SignalingServer.start(), (started) => started.stop());
    sample = scope.own(await serveSample(), (started) => started.close());
    browser = await launchWithExtension(scope, inject('grantedProfile'), { url: sample.blank });
  });
  afterAll(() => scope.close());

  it('that is chosen in the options is spoken at once in all open pages', async () => {
    const options = await browser.open(extensionUrl('options'), 'window');
    const viewer = await browser.open(extensionUrl('viewer', `?link=${server.origin}${ROOM}`), 'window');
    await viewer.waitText('state-title', /[a-z]/);
    await choose(options, 'ru');
    await options.waitFor('the Russian options', () => document.title === 'Настройки Porthole', []);
    await viewer.waitText('state-title', /[а-я]/);
    await speaks(viewer, 'ru');
    await withPopup(browser, sample.blank, async (popup) => {
      await popup.waitText('share-tab', /Показать эту вкладку/);
      await popup.waitText('status', /готово к показу/);
    });
    await choose(options, 'en');
    await viewer.waitText('state-title', /^[^а-я]+$/);
    await speaks(options, 'en');
  });

  it('of the browser is the web page’s from the first picture on, until another is chosen and kept', async () => {
    const russian = await launchBare(scope, { flags: ['--accept-lang=ru-RU,ru'] });
    const page = await russian.open(server.origin + ROOM);
    await page.waitText('state-title', /Ждём, пока кто-нибудь начнёт показ/);
    await speaks(page, 'ru');
    // The control bar hides nothing here: nobody shares.
    await page.click('people');
    await choose(page, 'en');
    await page.waitText('state-title', /Waiting for someone to share/);
    await page.send('Page.reload');
    await page.waitText('state-title', /Waiting for someone to share/);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });
});

async function choose(page: Page, code: string): Promise<void> {
  await page.click('language');
  await page.click(`language-${code}`);
}

function speaks(page: Page, code: string): Promise<boolean> {
  return page.waitFor(`a page in ${code}`, (wanted) => document.documentElement.lang === wanted, [code]);
}
