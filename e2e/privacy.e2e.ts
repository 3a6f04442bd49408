import { describe, expect, it, onTestFinished } from 'vitest';
import { EXTENSION_ID } from '../build.config.ts';
import { openPopup } from './harness/extension.ts';
import { SMALL_PAGE } from './harness/launch.ts';
import { popupEnds, shareTab, stopSharing, withPopup } from './harness/room.ts';
import { changeSettings } from './harness/settings.ts';
import { useStage } from './harness/stage.ts';
import { Viewer } from './harness/viewer.ts';

const PHRASE = 'correct horse, 42 harbours';

describe('in a private room', () => {
  const stage = useStage({ sharer: SMALL_PAGE });

  const share = async (): Promise<string> => {
    const link = await shareTab(stage.sharer, stage.sample.url);
    onTestFinished(() => stopSharing(stage.sharer, stage.sample.url));
    return link;
  };

  const watch = async (link: string): Promise<Viewer> => {
    const viewer = await Viewer.open(stage.watcher, link, 'window');
    onTestFinished(() => viewer.page.close());
    return viewer;
  };

  it('the key leaves the address on request, and the link is asked for again', async () => {
    const link = await share();
    const key = new URL(link).hash;
    const viewer = await watch(link);
    await viewer.nextFrame();
    await viewer.page.click('privacy');
    await viewer.page.click('burn-link');
    await viewer.page.waitText('burn-link', /taken out/i);
    expect(await viewer.page.url()).not.toContain(key.slice(1));
    await viewer.takeFrames();
    await viewer.nextFrame();
    await viewer.page.send('Page.reload');
    await viewer.page.waitText('state-title', /key was taken out/);
    expect(await viewer.page.has('retry')).toBe(false);
  });

  it('relay only is refused in plain words where the server has no relay', async () => {
    const viewer = await watch(await share());
    await viewer.nextFrame();
    await viewer.page.click('privacy');
    await viewer.page.click('relay-only');
    await viewer.page.waitText('no-relay', /offers no relay/);
    await viewer.page.click('relay-only');
    await viewer.page.waitFor(
      'the warning to go',
      () => document.querySelector('[data-testid="no-relay"]') === null,
      [],
    );
    await viewer.takeFrames();
    await viewer.nextFrame();
  });

  it('relay only that is chosen during a share holds at once, and is taken back as quickly', async () => {
    const link = await share();
    onTestFinished(() => changeSettings(stage.sharer, { relayOnly: false }));
    await changeSettings(stage.sharer, { relayOnly: true });
    await withPopup(stage.sharer, stage.sample.url, (popup) => popup.waitText('no-relay', /./));
    const viewer = await watch(link);
    await viewer.page.waitText('state-title', /./);
    await changeSettings(stage.sharer, { relayOnly: false });
    await withPopup(stage.sharer, stage.sample.url, (popup) =>
      popup.waitFor(
        'the warning to go',
        () => document.querySelector('[data-testid="no-relay"]') === null,
        [],
      ),
    );
    await viewer.nextFrame(30_000);
  });

  it('a web page commands nothing, not even one of the server that the extension listens to', async () => {
    const link = await share();
    const page = await stage.sharer.open(`${stage.server.origin}/`, 'window');
    onTestFinished(() => page.close());
    const answers = await page.evaluate(attackExtension, EXTENSION_ID, link.replace(/^http:/, 'https:'));
    expect(answers.length).toBeGreaterThan(8);
    expect(new Set(answers)).toEqual(new Set(['nothing']));
    const framed = (await stage.sharer.targets()).filter(({ type }) => type === 'iframe');
    expect(framed.filter(({ url }) => url.startsWith('chrome-extension:'))).toEqual([]);
    const { frameTree } = await page.send<{ frameTree: { childFrames: { frame: { url: string } }[] } }>(
      'Page.getFrameTree',
    );
    expect(new Set(frameTree.childFrames.map(({ frame }) => frame.url))).toEqual(
      new Set(['chrome-error://chromewebdata/']),
    );
    // Elsewhere not even the way to ask is there.
    const elsewhere = await stage.sharer.open(stage.sample.blank, 'window');
    expect(await elsewhere.evaluate(() => typeof globalThis.chrome?.runtime)).toBe('undefined');
    await elsewhere.close();
    const viewer = await watch(link);
    await viewer.nextFrame();
  });

  // Last: what is shared next would go into the same room, and ask for its phrase.
  it('a pass phrase is asked for, refused when wrong, and known to nobody else', async () => {
    await changeSettings(stage.sharer, { name: 'Robin' });
    const popup = await openPopup(stage.sharer, stage.sample.url);
    await popup.click('new-room');
    await popup.click('with-phrase');
    await popup.type('phrase', PHRASE);
    await popup.click('share-tab');
    await popupEnds(stage.sharer, popup);
    onTestFinished(() => stopSharing(stage.sharer, stage.sample.url));
    const link = await withPopup(stage.sharer, stage.sample.url, (again) =>
      again.waitText('room-link', /\.p$/),
    );

    const viewer = await watch(link);
    expect(await viewer.page.waitText('state-title', /pass phrase/)).toBe('This room asks for a pass phrase');
    await viewer.page.type('phrase', 'incorrect horse');
    await viewer.page.press('Enter');
    await viewer.page.waitText('state-title', /doesn’t open the room/);
    await viewer.page.type('phrase', PHRASE);
    await viewer.page.press('Enter');
    await viewer.nextFrame();
    expect(await viewer.page.has('tampering')).toBe(false);
    expect(stage.server.log).not.toContain('horse');
    const kept = await viewer.page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(kept).not.toContain('horse');
  });
});

/** All that a page can try; each answer is `nothing`, or what came of it. */
async function attackExtension(id: string, otherServersLink: string): Promise<string[]> {
  const commands = [
    'to-worker:stop',
    'to-worker:share',
    'to-worker:badge',
    'to-worker:over',
    'to-offscreen:stop',
    'to-offscreen:relay-only',
  ];
  const messages: unknown[] = [
    ...commands.map((type) => ({ id: 1, type, data: { shareId: null }, timestamp: Date.now() })),
    { type: 'open-room', link: otherServersLink },
    { type: 'open-room', link: 'javascript:alert(1)' },
    'open-room',
    null,
  ];
  const asked = messages.map(async (message) => {
    const answer: unknown = await chrome.runtime.sendMessage(id, message).catch(() => undefined);
    return answer === undefined || answer === false ? 'nothing' : JSON.stringify(answer);
  });
  const connected = new Promise<string>((resolve) => {
    const port = chrome.runtime.connect(id, { name: 'snapshot' });
    port.onMessage.addListener((snapshot) => resolve(JSON.stringify(snapshot)));
    port.onDisconnect.addListener(() => resolve('nothing'));
  });
  const framed = ['popup', 'viewer', 'options', 'offscreen', 'welcome'].map(async (name) => {
    const frame = document.createElement('iframe');
    frame.src = `chrome-extension://${id}/${name}.html`;
    const loaded = new Promise((resolve) => {
      frame.addEventListener('load', resolve);
      setTimeout(resolve, 3000);
    });
    document.body.append(frame);
    await loaded;
    for (const type of commands) frame.contentWindow?.postMessage({ id: 1, type, data: undefined }, '*');
    return 'nothing';
  });
  window.postMessage({ type: 'to-worker:stop' }, '*');
  return Promise.all([...asked, connected, ...framed]);
}
