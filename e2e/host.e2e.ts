import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from './harness/browser.ts';
import { launchBare, SMALL_PAGE } from './harness/launch.ts';
import type { Page } from './harness/page.ts';
import { shareTab, stopSharing, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

/** Runs in the page. */
const isLocked = (): boolean =>
  document.querySelector('[data-testid="lock"]')?.getAttribute('aria-checked') === 'true';

describe('the host of a room', { timeout: 120_000 }, () => {
  const stage = useStage({ sharer: SMALL_PAGE });
  let link = '';
  let opened: Viewer[] = [];
  let other: Browser | null = null;

  beforeEach(async () => {
    link = await shareTab(stage.sharer, stage.sample.url);
  });

  afterEach(async () => {
    for (const viewer of opened) await viewer.page.close();
    opened = [];
    const isSharing = await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      await until('the popup to show', async () => (await popup.has('stop')) || popup.has('share-tab'));
      return popup.has('stop');
    });
    if (isSharing) await stopSharing(stage.sharer, stage.sample.url);
  });

  const open = async (browser: Browser = stage.watcher): Promise<Viewer> => {
    const viewer = await Viewer.open(browser, link, 'window');
    opened.push(viewer);
    return viewer;
  };

  /** A person with a browser of their own: what it keeps of the room is not the watcher's. */
  const otherBrowser = async (): Promise<Browser> => (other ??= await launchBare(stage.scope));

  const asHost = <T>(action: (popup: Page) => Promise<T>): Promise<T> =>
    withPopup(stage.sharer, stage.sample.url, action);

  const toggle = (name: 'lock' | 'waiting-room', on: boolean): Promise<void> =>
    asHost(async (popup) => {
      await popup.click('host-settings');
      await popup.click(name);
      await popup.waitText('host-settings', on ? /locked|ask you/ : /Anyone/);
    });

  /** The id of the only one who watches. */
  const watching = (): Promise<string> =>
    asHost((popup) =>
      popup.waitFor(
        'somebody to watch',
        () => document.querySelector<HTMLElement>('[data-testid^="person-"]')?.dataset['testid']?.slice(7),
        [],
      ),
    );

  const choose = (person: string, item: 'remove' | 'make-host', confirm: string): Promise<void> =>
    asHost(async (popup) => {
      await popup.click(`person-${person}`);
      await popup.click(item);
      await popup.click(`${confirm}-yes`);
      await until('the question to be gone', async () => !(await popup.has(confirm)));
    });

  it('locks it: who is in stays, who comes is told, until it is unlocked', async () => {
    const inside = await open();
    await inside.nextFrame(40_000);
    await toggle('lock', true);
    const late = await open();
    expect(await late.page.waitText('state-title', /locked/)).toBe('The host has locked this room');
    await inside.takeFrames();
    await inside.nextFrame(40_000);
    await toggle('lock', false);
    await late.page.click('retry');
    await late.nextFrame(40_000);
  });

  it('removes a viewer, who can’t come back; the others go on', async () => {
    const unwanted = await open();
    await unwanted.nextFrame(40_000);
    const id = await watching();
    const welcome = await open(await otherBrowser());
    await welcome.nextFrame(40_000);
    await choose(id, 'remove', 'confirm-remove');
    expect(await unwanted.page.waitText('state-title', /removed/)).toBe(
      'The host removed you from this room',
    );
    expect(await unwanted.page.has('retry')).toBe(false);
    await welcome.takeFrames();
    await welcome.nextFrame(40_000);
    const again = await open();
    await again.page.waitText('state-title', /removed you/);
  });

  it('has newcomers wait: lets one in, turns one away', async () => {
    await toggle('waiting-room', true);
    const first = await open();
    await first.page.waitText('state-title', /Waiting to be let in/);
    await asHost(async (popup) => {
      await popup.waitText('knock', /asks to come in/);
      await popup.click('admit');
      await until('the knock to be answered', async () => !(await popup.has('knock')));
    });
    await first.nextFrame(40_000);
    const second = await open();
    await second.page.waitText('state-title', /Waiting to be let in/);
    await asHost((popup) => popup.click('deny'));
    await second.page.waitText('state-title', /You weren’t let in/);
    await first.takeFrames();
    await first.nextFrame(40_000);
  });

  it('restores lock and removals when the server was killed; the picture goes on', async () => {
    const unwanted = await open();
    await unwanted.nextFrame(40_000);
    const id = await watching();
    const viewer = await open(await otherBrowser());
    await viewer.nextFrame(40_000);
    await choose(id, 'remove', 'confirm-remove');
    await toggle('lock', true);
    await stage.server.kill();
    await stage.server.start();
    await asHost((popup) =>
      popup.waitFor(
        'the sharer to be back',
        () => document.querySelector('[data-testid="status"]')?.hasAttribute('data-live'),
        [],
        15_000,
      ),
    );
    await viewer.takeFrames();
    await viewer.nextFrame(40_000);
    const again = await open();
    await again.page.waitText('state-title', /removed you/);
    const late = await open(await otherBrowser());
    await late.page.waitText('state-title', /removed|locked/);
    await until('the viewer to be back', async () => !(await viewer.page.has('away')), 15_000);
    await viewer.takeFrames();
    await viewer.nextFrame(40_000);
  });

  it('ends it for everyone', async () => {
    const viewer = await open();
    await viewer.nextFrame(40_000);
    await asHost(async (popup) => {
      await popup.click('host-settings');
      await popup.click('end-room');
      await popup.click('confirm-end-yes');
      await popup.waitText('status', /ready to share/i);
    });
    await viewer.page.waitText('state-title', /This room has ended/);
  });

  // The last one: from then on the sharer is the host of its room no more.
  it('hands the role on: the new host decides, the former no more', async () => {
    const heir = await open();
    await heir.nextFrame(40_000);
    await choose(await watching(), 'make-host', 'confirm-hand-over');
    // The controls went while nobody moved: a movement brings them back.
    await heir.page.click('stage');
    await heir.page.waitFor(
      'the controls to be back',
      () => !document.querySelector('main')?.hasAttribute('data-idle'),
      [],
    );
    await heir.page.click('people');
    await heir.page.click('lock');
    await heir.page.waitFor('the switch to be on', isLocked, []);
    await asHost(async (popup) => expect(await popup.has('host-settings')).toBe(false));
    const late = await open(await otherBrowser());
    await late.page.waitText('state-title', /locked/);
  });
});
