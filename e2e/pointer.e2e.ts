import { beforeAll, describe, expect, it } from 'vitest';
import { colourOf } from '../extension/ui/pointer/colours.ts';
import type { Page } from './harness/page.ts';
import { shareTab, stopSharing, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

const PAGE = { pageSize: { width: 1280, height: 720 }, maxFps: 20 } as const;

/** All colours that people have. */
const COLOURS = ['0', '1', '2', '3', '4', '5'].map(colourOf);

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
  });

  const bobSees = async (share: Point) => isInk(await pixel(bob.page, await placeOf(bob, share)));
  const popup = <T>(action: (page: Page) => Promise<T>) => withPopup(stage.sharer, stage.sample.url, action);
  /** What is drawn over the picture, anywhere. */
  const drawn = ({ page }: Viewer) =>
    page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="pointers"]')!;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value > 0);
    });
  const pressed = ({ page }: Viewer) =>
    page.evaluate(() => document.querySelector('[data-testid="point"]')?.getAttribute('aria-pressed'));

  it('show where a viewer points to the other viewers, and to itself', async () => {
    await ann.page.press('p');
    await until('the tool', async () => (await pressed(ann)) === 'true');
    await pointAt(ann, { x: 0.3, y: 0.6 });
    await until('Bob to see it', () => bobSees({ x: 0.3, y: 0.6 }));
    expect(isInk(await pixel(ann.page, await placeOf(ann, { x: 0.3, y: 0.6 })))).toBe(true);
    expect(await bobSees({ x: 0.7, y: 0.6 })).toBe(false);
  });
});
