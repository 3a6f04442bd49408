import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Browser } from './harness/browser.ts';
import { extensionUrl } from './harness/extension.ts';
import { launchWithExtension } from './harness/launch.ts';
import type { Page } from './harness/page.ts';
import { makeGrantedProfile, removeProfile } from './harness/profile.ts';
import { withPopup } from './harness/room.ts';
import { serveSample, type SampleServer } from './harness/sample-server.ts';
import { Scope } from './harness/scope.ts';
import { SERVER_PORT, SignalingServer } from './harness/server.ts';

/** Beside the port that the extension was built for. */
const OTHER_PORT = SERVER_PORT + 7;

describe('the options', () => {
  const scope = new Scope();
  let browser: Browser;
  let sample: SampleServer;
  let options: Page;

  beforeAll(async () => {
    sample = scope.own(await serveSample(), (server) => server.close());
    browser = await launchWithExtension(scope, inject('grantedProfile'), { url: sample.blank });
    options = await browser.open(extensionUrl('options'), 'window');
  });
  afterAll(() => scope.close());

  const tryServer = async (address: string): Promise<void> => {
    await options.type('server', address);
    await options.click('check-server');
  };
  const serverInUse = (): Promise<string> =>
    withPopup(browser, sample.blank, (popup) =>
      popup.waitFor('the server line', () => /Server: (\S+)/.exec(document.body.innerText)?.[1] ?? '', []),
    );

  it.each([
    ['nothing', '   ', /doesn’t lead|address/],
    ['another scheme', 'ftp://localhost', /doesn’t lead|address/],
    ['a port where nobody listens', `http://localhost:${OTHER_PORT + 1}`, /out of reach/],
  ])('refuse %s as the server, and keep the one in use', async (_, address, words) => {
    await tryServer(address);
    await options.waitText('server-problem', words);
    expect(await serverInUse()).toBe(`localhost:${SERVER_PORT}`);
  });

  it('refuse a server that is something else', async () => {
    const html = await listen(scope, (_, response) => response.end('<!doctype html><h1>Welcome</h1>'));
    await tryServer(html);
    await options.waitText('server-problem', /no Porthole server/);
    expect(await serverInUse()).toBe(`localhost:${SERVER_PORT}`);
  });

  it('take a server that answers, and go back to the default', async () => {
    scope.own(await SignalingServer.start({}, OTHER_PORT), (server) => server.stop());
    await tryServer(`localhost:${OTHER_PORT}`);
    await options.waitText('server-outcome', /answers/);
    expect(await serverInUse()).toBe(`localhost:${OTHER_PORT}`);
    await options.click('reset-server');
    await options.waitFor('the way back', () => !document.querySelector('[data-testid="reset-server"]'), []);
    expect(await serverInUse()).toBe(`localhost:${SERVER_PORT}`);
  });

  it('are remembered, and the popup starts with them', async () => {
    await options.click('preset');
    await options.click('preset-1440p60');
    await withPopup(browser, sample.blank, (popup) =>
      popup.waitFor(
        'the chosen quality',
        () => document.querySelector('[data-testid="preset"]')?.getAttribute('data-value') === '1440p60',
        [],
      ),
    );
  });

  it('keep compatibility mode, off at first', async () => {
    await options.waitFor('the switch, off', compatibilityIs, ['false']);
    await options.click('compatibility');
    const again = await browser.open(extensionUrl('options'), 'window');
    await again.waitFor('the switch, on', compatibilityIs, ['true']);
    await again.click('compatibility');
    await options.waitFor('the switch, off everywhere', compatibilityIs, ['false']);
  });
});

describe('"open room links in Porthole"', () => {
  const scope = new Scope();
  afterAll(() => scope.close());

  it('opens a link of one’s own server without its page in between, key and all', async () => {
    const profile = scope.own(
      await makeGrantedProfile(['tabCapture'], ['http://localhost/*']),
      removeProfile,
    );
    const server = scope.own(await SignalingServer.start({}, OTHER_PORT), (started) => started.stop());
    const browser = await launchWithExtension(scope, profile);
    const options = await browser.open(extensionUrl('options'), 'window');
    await options.type('server', server.origin);
    await options.click('check-server');
    await options.waitText('server-outcome', /answers/);
    await options.click('open-links');
    await options.waitFor(
      'the rule',
      async () => (await chrome.declarativeNetRequest.getDynamicRules()).length === 1,
      [],
    );
    const link = `${server.origin}/r/some-room#AAAAAAAAAAAAAAAAAAAAAA`;
    const page = await browser.open('about:blank#own', 'window');
    await page.navigate(link);
    await page.waitFor('the viewer page', (start) => location.href.startsWith(start), [
      extensionUrl('viewer'),
    ]);
    expect(await page.url()).toContain('#AAAAAAAAAAAAAAAAAAAAAA');
    await page.waitText('state-title', /Waiting for someone to share/);

    await options.click('open-links');
    await options.waitFor(
      'the rule to go',
      async () => (await chrome.declarativeNetRequest.getDynamicRules()).length === 0,
      [],
    );
  });
});

/** In the page: whether the switch stands so. */
function compatibilityIs(checked: string): boolean {
  return document.querySelector('[data-testid="compatibility"]')?.getAttribute('aria-checked') === checked;
}

/** Serves something that is no Porthole. @returns its origin */
async function listen(scope: Scope, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  server.listen(0, 'localhost');
  await once(server, 'listening');
  scope.own(server, async (open) => {
    open.closeAllConnections();
    open.close();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
