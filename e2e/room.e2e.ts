import { describe, expect, it, onTestFinished } from 'vitest';
import { SMALL_PAGE } from './harness/launch.ts';
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

/** Moves the mouse: the controls of one who just watches are hidden. */
async function wake({ page }: Pick<Viewer, 'page'>): Promise<void> {
  await page.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: 300, y: 300 });
}

/** Keys choose who is large, and each sharer is as loud as it was made. */
async function hasSoundOfItsOwn({ page }: Viewer): Promise<void> {
  const muted = () =>
    page.evaluate(() => document.querySelector<HTMLVideoElement>('[data-testid="stage"]')!.muted);
  const isMuted = (wanted: boolean) =>
    until(`muted: ${wanted}`, async () => (await muted()) === wanted || null);
  // The browser wants to be asked first: one press is its answer.
  if (await muted()) await page.press('m');
  await isMuted(false);
  await page.press('m');
  await isMuted(true);
  await page.press('2');
  await isMuted(false);
  await page.press('1');
  await isMuted(true);
  await page.press('2');
  await isMuted(false);
}

/** Whoever shares from a page of Porthole's sees there who points at its picture, and can switch that off. */
async function pointsAtSharingPage({ page }: Viewer, { page: sharing }: Viewer): Promise<void> {
  await page.press('p');
  await page.press('ArrowRight');
  await sharing.waitFor(
    'the pointer on the small picture',
    () =>
      [...document.querySelectorAll<HTMLCanvasElement>('canvas[data-testid^="pointers-"]')].some(
        (canvas) =>
          canvas.width > 0 &&
          canvas
            .getContext('2d')!
            .getImageData(0, 0, canvas.width, canvas.height)
            .data.some((value) => value > 0),
      ),
    [],
  );
  await wake({ page: sharing });
  await sharing.click('allow-pointing');
  await page.waitFor(
    'the tool to be off',
    () => document.querySelector('[data-testid="point"]')?.getAttribute('aria-disabled') === 'true',
    [],
  );
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
    const third = await Viewer.open(stage.watcher, link, 'window');
    await Promise.all([both.nextFrame(), third.nextFrame()]);
    expect(await shownPage(third)).toBe('first');
    await wake(both);
    await both.page.click('share-screen');
    await both.page.waitShown('stop-sharing');
    expect(await shownPage(both)).toBe('first');
    await until('the one who just started to be large', async () => (await shownPage(third)) === 'second');
    const tile = await third.page.waitFor(
      'the picture that is not large',
      () => document.querySelector<HTMLElement>('[data-testid^="tile-"]')?.dataset['testid'],
      [],
      20_000,
    );
    await third.page.click(tile);
    await until('the other picture to be large', async () => (await shownPage(third)) === 'first');
    await hasSoundOfItsOwn(third);
    await pointsAtSharingPage(third, both);
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
  const stage = useStage({ sharer: SMALL_PAGE });

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
