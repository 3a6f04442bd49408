import { beforeAll, describe, expect, it } from 'vitest';
import { colourOf } from '../extension/ui/pointer/colours.ts';
import type { Page } from './harness/page.ts';
import { shareTab, stopSharing, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { delay, until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

/** As if the browser's prompt had been answered: headless it never is. */
const ALL_SITES = ['http://*/*', 'https://*/*'];

const PAGE = { pageSize: { width: 1280, height: 720 }, maxFps: 20, hosts: ALL_SITES } as const;

/** All colours that people have. */
const COLOURS = ['0', '1', '2', '3', '4', '5'].map(colourOf);

/** Longer than a key that is only pressed, in ms. */
const HELD_MS = 400;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a share of the large picture is on a viewer's page. */
function placeOf({ page }: Viewer, share: Point): Promise<Point> {
  return page.evaluate(({ x, y }) => {
    const video = document.querySelector<HTMLVideoElement>('[data-testid="stage"]')!;
    const rect = video.getBoundingClientRect();
    const scale = Math.min(rect.width / video.videoWidth, rect.height / video.videoHeight);
    const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
    return {
      x: rect.x + (rect.width - width) / 2 + x * width,
      y: rect.y + (rect.height - height) / 2 + y * height,
    };
  }, share as never);
}

async function mouse(
  { page }: Viewer,
  type: 'mouseMoved' | 'mousePressed' | 'mouseReleased',
  at: Point,
  down = false,
): Promise<void> {
  const button = type === 'mouseMoved' && !down ? 'none' : 'left';
  await page.send('Input.dispatchMouseEvent', { type, ...at, button, buttons: down ? 1 : 0, clickCount: 1 });
}

async function pointAt(viewer: Viewer, share: Point): Promise<void> {
  await mouse(viewer, 'mouseMoved', await placeOf(viewer, share));
}

/** The colour of one pixel of what a page shows on the screen, as `[r, g, b]`. */
async function pixel(page: Page, at: Point): Promise<readonly number[]> {
  const clip = { x: Math.round(at.x), y: Math.round(at.y), width: 1, height: 1, scale: 1 };
  const { data } = await page.send<{ data: string }>('Page.captureScreenshot', { format: 'png', clip });
  return page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const pen = new OffscreenCanvas(1, 1).getContext('2d')!;
    pen.drawImage(picture, 0, 0);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }, data);
}

/** Whether a pixel has the colour of a pointer. @param off per channel; what was encoded is not quite itself */
function isInk(seen: readonly number[], off = 6): boolean {
  return COLOURS.some((colour) => {
    const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    return channels.every((value, index) => Math.abs(value - seen[index]!) <= off);
  });
}

/** What is drawn over the picture, anywhere. */
const drawn = ({ page }: Viewer) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="pointers"]')!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value) => value > 0);
  });
const pressed = ({ page }: Viewer) =>
  page.evaluate(() => document.querySelector('[data-testid="point"]')?.getAttribute('aria-pressed'));

/** Every channel for pointers that lives in a page, found on its heap. */
const onChannels = async ({ page }: Viewer, body: (channels: readonly RTCDataChannel[]) => unknown) => {
  const prototype = await page.send<{ result: { objectId: string } }>('Runtime.evaluate', {
    expression: 'RTCDataChannel.prototype',
  });
  const { objects } = await page.send<{ objects: { objectId: string } }>('Runtime.queryObjects', {
    prototypeObjectId: prototype.result.objectId,
  });
  await page.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: `function () { (${body.toString()})(this.filter(({ label }) => label === 'porthole-pointers')); }`,
  });
};

describe('pointers', () => {
  const stage = useStage({ sharer: PAGE });
  let ann: Viewer;
  let bob: Viewer;
  let link: string;

  beforeAll(async () => {
    link = await shareTab(stage.sharer, stage.sample.url);
    ann = await Viewer.open(stage.watcher, link, 'window');
    bob = await Viewer.open(stage.watcher, link, 'window');
    await Promise.all([ann.nextFrame(), bob.nextFrame()]);
    await Promise.all([ann.page.waitShown('pointers'), bob.page.waitShown('pointers')]);
    // Another shape, with other bars: the same place of the picture is elsewhere on the page.
    const metrics = { width: 820, height: 776, deviceScaleFactor: 1, mobile: false };
    await bob.page.send('Emulation.setDeviceMetricsOverride', metrics);
  });

  const bobSees = async (share: Point) => isInk(await pixel(bob.page, await placeOf(bob, share)));
  const popup = <T>(action: (page: Page) => Promise<T>) => withPopup(stage.sharer, stage.sample.url, action);
  /** Puts a viewer's mouse there and waits until the other sees its pointer at the same place of the picture. */
  const showsBob = async (share: Point) => {
    await pointAt(ann, share);
    await until(`Bob to see it at ${JSON.stringify(share)}`, () => bobSees(share));
  };
  it('show the other viewers where one points, and itself', async () => {
    // The mouse is there already when the key is pressed.
    await pointAt(ann, { x: 0.3, y: 0.6 });
    await ann.page.press('p');
    await until('Bob to see it', () => bobSees({ x: 0.3, y: 0.6 }));
    expect(isInk(await pixel(ann.page, await placeOf(ann, { x: 0.3, y: 0.6 })))).toBe(true);
    expect(await bobSees({ x: 0.7, y: 0.6 })).toBe(false);
    await showsBob({ x: 0.7, y: 0.6 });
    expect(await bobSees({ x: 0.3, y: 0.6 })).toBe(false);
    // Whose it is stands below it, on a dark ground.
    const { x, y } = await placeOf(bob, { x: 0.7, y: 0.6 });
    const ground = await pixel(bob.page, { x: x + 17, y: y + 24 });
    expect(Math.max(...ground)).toBeLessThan(70);
    await popup((page) =>
      page.waitFor(
        'the popup to say who points',
        () => document.querySelector('[data-testid^="points-"]') !== null,
        [],
      ),
    );
  });

  it('are at the same place of the picture for one who has zoomed in, on either side', async () => {
    for (let times = 0; times < 4; times++) await ann.page.press('+');
    await ann.page.waitText('zoom-percent', /^2\d\d/);
    await ann.page.press('p');
    await ann.page.press('ArrowRight');
    await ann.page.press('p');
    await showsBob({ x: 0.62, y: 0.45 });
    await bob.page.press('+');
    await bob.page.press('+');
    await showsBob({ x: 0.55, y: 0.5 });
    await ann.page.press('0');
    await bob.page.press('0');
  });

  it('draw with the button down, and what is drawn fades away', async () => {
    await mouse(ann, 'mousePressed', await placeOf(ann, { x: 0.2, y: 0.62 }), true);
    await mouse(ann, 'mouseMoved', await placeOf(ann, { x: 0.3, y: 0.62 }), true);
    await mouse(ann, 'mouseMoved', await placeOf(ann, { x: 0.4, y: 0.62 }), true);
    await mouse(ann, 'mouseReleased', await placeOf(ann, { x: 0.4, y: 0.62 }));
    await until('Bob to see the line', () => bobSees({ x: 0.25, y: 0.62 }));
    expect(await bobSees({ x: 0.35, y: 0.62 })).toBe(true);
    const from = Date.now();
    await until('the line to be gone', async () => !(await bobSees({ x: 0.25, y: 0.62 })));
    expect(Date.now() - from).toBeLessThan(4000);
    // The pointer itself is still there.
    expect(await bobSees({ x: 0.4, y: 0.62 })).toBe(true);
  });

  it('follow the arrow keys, draw with Shift, and end with Escape', async () => {
    await pointAt(ann, { x: 0.5, y: 0.6 });
    const keys = { key: 'ArrowRight', windowsVirtualKeyCode: 39 };
    for (let times = 0; times < 10; times++)
      await ann.page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...keys, modifiers: 8 });
    await until('Bob to see the line', () => bobSees({ x: 0.55, y: 0.6 }));
    await ann.page.press('Escape');
    await until('the tool to be put away', async () => (await pressed(ann)) === 'false');
    await until('nothing to be left', async () => !(await drawn(bob)) && !(await drawn(ann)));
  });

  it('last as long as the key is held', async () => {
    const key = { key: 'p', windowsVirtualKeyCode: 80 };
    await ann.page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, text: 'p' });
    await showsBob({ x: 0.3, y: 0.65 });
    await delay(HELD_MS);
    await ann.page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    await until('the tool to be put away', async () => (await pressed(ann)) === 'false');
    await until('Bob to see nothing', async () => !(await drawn(bob)));
  });

  it('are nothing to others where a peer sends garbage, and honest ones go on', async () => {
    await onChannels(bob, (channels) => {
      const garbage = [
        '',
        '{',
        'null',
        '{"type":"point"}',
        '{"type":"point","at":[[0,0]]}',
        '{"type":"point","at":[[-1,99999999,1]]}',
        '{"type":"point","at":"<img src=x onerror=alert(1)>"}',
        '{"type":"pointers","of":[{"id":"someone-else","at":[[30000,30000,1]]}]}',
        `{"type":"point","at":[${'[1,1,1],'.repeat(900)}[1,1,1]]}`,
        'x'.repeat(20_000),
      ];
      for (const channel of channels)
        for (const text of garbage) if (channel.readyState === 'open') channel.send(text);
      for (const channel of channels) if (channel.readyState === 'open') channel.send(new Uint8Array(99));
    });
    await ann.page.press('p');
    await showsBob({ x: 0.3, y: 0.6 });
    await ann.page.press('p');
    await until('nothing to be left', async () => !(await drawn(bob)) && !(await drawn(ann)));
  });

  it('are switched off for all by the sharer, and viewers see that', async () => {
    await ann.page.press('p');
    await showsBob({ x: 0.3, y: 0.6 });
    const label = (words: string) =>
      ann.page.waitFor(
        `the tool to say “${words}”`,
        (wanted) =>
          document.querySelector('[data-testid="point"]')?.getAttribute('aria-label')?.includes(wanted),
        [words],
      );
    await popup(async (page) => {
      await page.click('pointers');
      await page.click('allow-pointing');
      await label('switched off');
    });
    await until('Bob to see nothing', async () => !(await drawn(bob)));
    expect(await pressed(ann)).toBe('false');
    await popup(async (page) => {
      await page.click('pointers');
      await page.click('allow-pointing');
      await label('Point and draw');
    });
    await ann.page.press('p');
    await showsBob({ x: 0.4, y: 0.6 });
  });

  describe('over the shared tab itself', () => {
    const at = { x: 0.3, y: 0.6 };
    let tab: Page;
    const tabShows = async (share: Point) => isInk(await pixel(tab, { x: share.x * 1280, y: share.y * 720 }));
    const showsTab = async (share: Point) => {
      await until(`the shared tab to show it at ${JSON.stringify(share)}`, async () => {
        await pointAt(ann, { ...share, y: share.y + Math.random() / 500 });
        return tabShows(share);
      });
    };
    const inTab = () => tab.evaluate(() => document.querySelectorAll('[popover]').length);

    it('are not drawn before the sharer wants it', async () => {
      tab = await stage.sharer.page(stage.sample.url);
      if ((await pressed(ann)) === 'false') await ann.page.press('p');
      expect(await inTab()).toBe(0);
      await popup(async (page) => {
        await page.click('pointers');
        await page.click('point-on-tab');
        await tab.waitFor('the overlay', () => document.querySelector('[popover]') !== null, []);
      });
    });

    it('are drawn there, and reach the others in the picture alone', async () => {
      await showsTab(at);
      // In the picture, as it was captured: nothing is drawn over it.
      await until('Bob to see it in the picture', async () =>
        isInk(await pixel(bob.page, await placeOf(bob, at)), 30),
      );
      expect(await drawn(bob)).toBe(false);
    });

    it('give the page no way in, and take no clicks from it', async () => {
      const seen = await tab.evaluate(() => {
        const host = document.querySelector<HTMLElement>('[popover]')!;
        return [host.shadowRoot, host.childElementCount, document.elementFromPoint(300, 400) === host];
      });
      expect(seen).toEqual([null, 0, false]);
    });

    it('are there again after the tab went to another page', async () => {
      await tab.navigate(`${stage.sample.url}?fps=20&again`);
      await tab.waitFor('the page', () => location.search.includes('again'), []);
      await showsTab({ x: 0.4, y: 0.65 });
    });

    it('are gone when the sharer wants no more of it, and drawn by the viewers again', async () => {
      await popup(async (page) => {
        await page.click('pointers');
        await page.click('point-on-tab');
        await until('the page to be as it was', async () => (await inTab()) === 0);
      });
      await showsBob({ x: 0.6, y: 0.6 });
      expect(await drawn(bob)).toBe(true);
      expect(await tabShows({ x: 0.6, y: 0.6 })).toBe(false);
    });

    it('are gone when sharing stops', async () => {
      await popup(async (page) => {
        await page.click('pointers');
        await page.click('point-on-tab');
        await until('the overlay', async () => (await inTab()) === 1);
      });
      await stopSharing(stage.sharer, stage.sample.url);
      await until('the page to be as it was', async () => (await inTab()) === 0);
    });
  });
});
