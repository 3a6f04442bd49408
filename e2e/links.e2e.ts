import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Browser } from './harness/browser.ts';
import { extensionUrl } from './harness/extension.ts';
import { launchWithExtension } from './harness/launch.ts';
import { shareTab, stopSharing, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { serveStatically, type StaticHost } from './harness/static-host.ts';
import { Viewer } from './harness/viewer.ts';

const BAD_LINKS: readonly (readonly [string, string])[] = [
  ['a room with a space', '/r/a%20room'],
  ['a room of emoji', '/r/%F0%9F%9A%A2%F0%9F%9A%A2'],
  ['a room of 10 kB', `/r/${'a'.repeat(10_000)}`],
  ['a key that was cut off', '/r/room#abc'],
  ['a key with a space', '/r/room#AAAAAAAAAAAAAAAAAAAAA%20'],
  ['a path in a path', '/r/../../etc/passwd'],
];

describe('a room link', () => {
  const stage = useStage();
  let link = '';
  /** Somebody else who has the extension. */
  let other: Browser;
  let host: StaticHost;

  beforeAll(async () => {
    const hosting = serveStatically(stage.server.origin);
    link = await shareTab(stage.sharer, stage.sample.url);
    host = stage.scope.own(await hosting, (started) => started.close());
    other = await launchWithExtension(stage.scope, inject('grantedProfile'), { url: stage.sample.blank });
  });

  it('opens as a plain web page without the extension', async () => {
    const viewer = await Viewer.open(stage.watcher, link);
    await viewer.nextFrame();
    expect(await viewer.page.url()).toBe(link);
    await viewer.page.close();
  });

  it('opens as a page on static hosting elsewhere, under the policy of that page and its host', async () => {
    const elsewhere = new URL(link);
    const viewer = await Viewer.open(
      stage.watcher,
      `${host.origin}${elsewhere.pathname}${elsewhere.hash}`,
      'window',
    );
    await viewer.nextFrame();
    const reach = (address: string) =>
      viewer.page.evaluate((url) => fetch(url, { mode: 'no-cors' }).then(() => 'reached', String), address);
    expect(await reach(`${stage.server.origin}/health`)).toBe('reached');
    expect(await reach(stage.sample.url)).toMatch(/TypeError/);
    await viewer.page.close();
  });

  it('opens in the extension’s own page with it, key and all', async () => {
    const viewer = await Viewer.open(other, link, 'window');
    await viewer.page.waitFor('the move into the extension', (start) => location.href.startsWith(start), [
      extensionUrl('viewer'),
    ]);
    await viewer.nextFrame();
    expect(await viewer.page.url()).toContain(new URL(link).hash);
    await viewer.page.close();
  });

  it('may be pasted into the popup to watch', async () => {
    const opened = await withPopup(other, stage.sample.blank, async (popup) => {
      await popup.type('join-link', link);
      await popup.click('watch');
      return other.page(extensionUrl('viewer'));
    });
    await opened.waitFor(
      'a picture',
      () => (document.querySelector<HTMLVideoElement>('[data-testid="stage"]')?.videoWidth ?? 0) > 0,
      [],
    );
    await opened.close();
    await stopSharing(stage.sharer, stage.sample.url);
  });
});

describe('a bad room link', () => {
  const stage = useStage();

  it.each(BAD_LINKS)('with %s is called wrong in the extension', async (_, path) => {
    const [open = '', key] = `${stage.server.origin}${path}`.split('#');
    const address = extensionUrl('viewer', `?link=${encodeURIComponent(open)}${key ? `#${key}` : ''}`);
    const viewer = await stage.sharer.open(address, 'window');
    await viewer.waitText('state-title', /doesn’t lead to a room/);
    await viewer.close();
  });

  it.each(BAD_LINKS)('with %s is called wrong on the web', async (_, path) => {
    const page = await stage.watcher.open(`${stage.server.origin}${path}`, 'window');
    await page.waitFor('words', () => /doesn’t lead to a room|is no room/.test(document.body.innerText), []);
    await page.close();
    expect(await (await fetch(`${stage.server.origin}/health`)).json()).toEqual({ ok: true });
  });

  it('is called wrong in the popup, whatever was pasted', async () => {
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      for (const text of [
        'hello',
        'https://example.org/',
        `${stage.server.origin}/r/a b`,
        '🚢'.repeat(3000),
      ]) {
        await popup.type('join-link', text);
        await popup.click('watch');
        await popup.waitText('join-link-problem', /doesn’t lead to a room/);
      }
    });
  });
});
