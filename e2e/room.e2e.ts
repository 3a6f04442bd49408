import { describe, expect, it, onTestFinished } from 'vitest';
import { ManyViewers } from './harness/many-viewers.ts';
import { joinPlainPeers } from './harness/plain-peer.ts';
import { shareInto, shareTab, stopSharing, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

const SECOND_TITLE = 'Second picture';

/** Where the second page starts to count its frames: far above what the first reaches in a test. */
const SECOND_FROM = 500_000;

/** Which of the two pages a viewer shows large just now, by the picture itself. */
async function shownPage(viewer: Viewer): Promise<'first' | 'second'> {
  await viewer.takeFrames();
  return (await viewer.nextFrame()).counter < SECOND_FROM ? 'first' : 'second';
}

describe('a room', () => {
  const stage = useStage({
    watcher: { flags: [`--auto-select-tab-capture-source-by-title=${SECOND_TITLE}`] },
  });

  const fill = async (room: string, count: number): Promise<void> => {
    for (const peer of await joinPlainPeers(stage.server.origin, room, count)) {
      stage.scope.own(peer, (joined) => joined.close());
    }
  };

  it('carries a second sharer, and whoever watches chooses which is large', async () => {
    const second = await stage.watcher.open(
      `${stage.sample.url}?title=${SECOND_TITLE}&from=${SECOND_FROM}`,
      'window',
    );
    const link = await shareTab(stage.sharer, stage.sample.url);
    const both = await Viewer.open(stage.watcher, link, 'window');
    onTestFinished(() => stopSharing(stage.sharer, stage.sample.url));
    await both.nextFrame();
    await both.page.click('share-screen');
    await both.page.waitShown('stop-sharing');
    expect(await shownPage(both)).toBe('first');
    const third = await Viewer.open(stage.watcher, link, 'window');
    const tile = await third.page.waitFor(
      'the picture that is not large',
      () => document.querySelector<HTMLElement>('[data-testid^="tile-"]')?.dataset['testid'],
      [],
      20_000,
    );
    const large = await shownPage(third);
    await third.page.click(tile);
    await until('the other picture to be large', async () => (await shownPage(third)) !== large);
    await second.close();
  });

  it('refuses the 16th, who is told why', async () => {
    await fill('full-room', 15);
    const viewer = await Viewer.open(stage.watcher, `${stage.server.origin}/r/full-room`, 'window');
    expect(await viewer.page.waitText('state-title', /15/)).toBe('This room already has 15 people');
    expect(await viewer.page.has('retry')).toBe(true);
  });

  it('takes a sharer and 14 more, and counts them', async () => {
    await fill('almost-full', 14);
    const link = `${stage.server.origin}/r/almost-full`;
    expect(await shareInto(stage.sharer, stage.sample.url, link)).toBe(link);
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      expect(await popup.waitText('viewer-count', /^14/)).toBe('14/14');
    });
    const late = await Viewer.open(stage.watcher, link, 'window');
    await late.page.waitText('state-title', /already has 15 people/);
    await stopSharing(stage.sharer, stage.sample.url);
  });
});

describe('a room that one viewer opens 20 times', () => {
  const stage = useStage();

  it('takes 14 of them and tells the others; whoever leaves makes room', async () => {
    const link = await shareTab(stage.sharer, stage.sample.url);
    const viewers = await ManyViewers.open(stage.watcher, link, 20, { staggerMs: 50 });
    const inAndOut = async () => {
      const standings = await viewers.standings();
      const joined = standings.filter(({ phase }) => phase === 'joined').length;
      const full = standings.filter(({ fault }) => fault === 'room-full').length;
      return `${joined} in, ${full} told`;
    };
    await until('14 to be in, and 6 to be told', async () => (await inAndOut()) === '14 in, 6 told', 30_000);
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      expect(await popup.waitText('viewer-count', /^14/)).toBe('14/14');
    });
    await viewers.remove(1);
    await viewers.add();
    await until('the next to be in', async () => (await inAndOut()) === '14 in, 6 told', 30_000);
  });
});
