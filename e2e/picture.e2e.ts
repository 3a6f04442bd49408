import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Rect } from './sample/barcode.ts';
import { shareTab, stopSharing } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

/** px from the window's edges: nothing of the viewer's own covers the picture there. */
const MARGIN = 150;

/** Bytes of a PNG's width and height. */
const PNG_WIDTH = 16;
const PNG_HEIGHT = 20;

interface Point {
  readonly x: number;
  readonly y: number;
}

async function drag({ page }: Viewer, from: Point, to: Point): Promise<void> {
  const held = { button: 'left', buttons: 1, clickCount: 1 };
  await page.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...from, ...held });
  await page.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...to, ...held });
  await page.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...to, ...held });
}

/** Reads the small window's document from the page that opened it. */
function inWindow<T>(viewer: Viewer, body: (page: Document) => T): Promise<T> {
  return viewer.page.run(`(${body.toString()})(documentPictureInPicture.window.document)`);
}

function clickInWindow({ page }: Viewer, testId: string): Promise<unknown> {
  return page.run(
    `documentPictureInPicture.window.document.querySelector('[data-testid="${testId}"]').click()`,
  );
}

function isOpen(viewer: Viewer): Promise<boolean> {
  return viewer.page.evaluate(() => Boolean(window.documentPictureInPicture?.window));
}

describe('the large picture', () => {
  const stage = useStage();
  let viewer: Viewer;
  let link: string;

  beforeAll(async () => {
    link = await shareTab(stage.sharer, stage.sample.url, '1080p30');
    viewer = await Viewer.open(stage.watcher, link);
    await viewer.nextFrame();
  });

  const rect = (): Promise<Rect> =>
    viewer.page.evaluate(() => {
      const { x, y, width, height } = document
        .querySelector('[data-testid="stage"]')!
        .getBoundingClientRect();
      return { x, y, width, height };
    });

  /** Mean difference, 0–255, between the screen and the picture's own pixels, as if it were shown 1:1. */
  const difference = async (): Promise<number> => {
    const { data } = await viewer.page.send<{ data: string }>('Page.captureScreenshot', { format: 'png' });
    return viewer.page.evaluate(
      async (png, margin) => {
        const video = document.querySelector<HTMLVideoElement>('[data-testid="stage"]')!;
        const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
        const screen = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const [width, height] = [screen.width - 2 * margin, screen.height - 2 * margin];
        const { x, y } = video.getBoundingClientRect();
        const pixels = (source: CanvasImageSource, left: number, top: number) => {
          const pen = new OffscreenCanvas(width, height).getContext('2d')!;
          pen.drawImage(source, left, top, width, height, 0, 0, width, height);
          return pen.getImageData(0, 0, width, height).data;
        };
        const [shown, own] = [pixels(screen, margin, margin), pixels(video, margin - x, margin - y)];
        return shown.reduce((sum, value, at) => sum + Math.abs(value - own[at]!), 0) / shown.length;
      },
      data,
      MARGIN,
    );
  };

  /** Sizes in which the picture came; a busy machine sends a smaller one meanwhile. */
  const received = async () => {
    const frames = await viewer.takeFrames();
    return frames.map(({ width, height }) => [width, height]);
  };

  const wheel = (x: number, y: number, deltaY: number) =>
    viewer.page.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY });

  it('is shown pixel by pixel at 1:1, so that small text stays sharp', async () => {
    const sharer = await stage.sharer.page(stage.sample.url);
    await sharer.evaluate(() => void (portholeSample.still = true));
    try {
      const fitted = await difference();
      await viewer.page.press('z');
      await viewer.page.press('z');
      expect(await viewer.page.waitText('zoom-percent', /^100%$/)).toBe('100%');
      expect(await rect()).toMatchObject({ width: 1920, height: 1080 });
      await until('the screen to show the picture’s own pixels', async () => (await difference()) < 1);
      expect(fitted).toBeGreaterThan(5);
    } finally {
      await sharer.evaluate(() => void (portholeSample.still = false));
      await sharer.detach();
    }
  });

  it('is moved by a drag and by the arrow keys, and never leaves the window', async () => {
    const before = await rect();
    await drag(viewer, { x: 600, y: 400 }, { x: 550, y: 380 });
    await until('the picture to follow the pointer', async () => {
      const { x, y } = await rect();
      return x === before.x - 50 && y === before.y - 20;
    });
    await until('the left edge', async () => {
      await viewer.page.press('ArrowLeft');
      return (await rect()).x === 0;
    });
    await viewer.page.press('ArrowLeft');
    expect((await rect()).x).toBe(0);
  });

  it('grows about the pointer when the wheel turns, and fits again at 0', async () => {
    await viewer.page.press('0');
    await until('all of it to be seen', async () => (await rect()).width <= 1280);
    const at = { x: 400, y: 300 };
    const under = async () => {
      const { x, y, width, height } = await rect();
      return { x: (at.x - x) / width, y: (at.y - y) / height };
    };
    // Once there are no bars left, the point holds.
    await wheel(at.x, at.y, -200);
    await viewer.page.waitShown('zoom');
    const [size, point] = [(await rect()).width, await under()];
    await wheel(at.x, at.y, -300);
    await until('a larger picture', async () => (await rect()).width > 1.5 * size);
    const now = await under();
    expect(Math.abs(now.x - point.x)).toBeLessThan(0.001);
    expect(Math.abs(now.y - point.y)).toBeLessThan(0.001);
    await viewer.page.click('zoom-fit');
    await until('all of it to be seen', async () => !(await viewer.page.has('zoom')));
  });

  it('grows between two fingers that part', async () => {
    const fingers = (type: string, apart: number) =>
      viewer.page.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: apart === 0 ? [] : [-apart, apart].map((x, id) => ({ x: 640 + x, y: 400, id })),
      });
    await viewer.page.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
    await fingers('touchStart', 100);
    for (let apart = 120; apart <= 200; apart += 20) await fingers('touchMove', apart);
    await fingers('touchEnd', 0);
    await viewer.page.send('Emulation.setTouchEmulationEnabled', { enabled: false });
    await until('a larger picture', async () => (await rect()).width > 2000);
    const { x, width } = await rect();
    // What was between them is there still.
    expect((640 - x) / width).toBeCloseTo(0.5, 2);
    await viewer.page.press('0');
  });

  it('goes to the clipboard in its own size', async () => {
    const { origin } = new URL(link);
    const permissions = ['clipboardReadWrite', 'clipboardSanitizedWrite'];
    await stage.watcher.cdp.send('Browser.grantPermissions', { origin, permissions });
    await viewer.page.send('Page.bringToFront');
    await viewer.page.click('picture');
    await viewer.page.click('still-copy');
    const size = await viewer.page.waitFor(
      'a picture on the clipboard',
      async () => {
        const [item] = await navigator.clipboard.read();
        const { width, height } = await createImageBitmap(await item!.getType('image/png'));
        return [width, height];
      },
      [],
      20_000,
    );
    expect(await received()).toContainEqual(size);
  });

  it('says so when the browser refuses the clipboard', async () => {
    await viewer.page.evaluate(() => {
      navigator.clipboard.write = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await viewer.page.press('i');
    await viewer.page.waitFor('the refusal', () => /save it instead/.test(document.body.innerText), []);
  });

  it('is saved as a file in its own size', async () => {
    const folder = stage.scope.own(await mkdtemp(path.join(os.tmpdir(), 'porthole-still-')), (made) =>
      rm(made, { recursive: true }),
    );
    await stage.watcher.cdp.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await viewer.page.press('d');
    const name = await until('the file', async () =>
      (await readdir(folder)).find((file) => file.endsWith('.png')),
    );
    const png = await until('all of it', async () => {
      const bytes = await readFile(path.join(folder, name));
      return bytes.length > PNG_HEIGHT + 4 && bytes;
    });
    expect(name).toMatch(/^Porthole \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png$/);
    expect(await received()).toContainEqual([png.readUInt32BE(PNG_WIDTH), png.readUInt32BE(PNG_HEIGHT)]);
  });

  describe('in a small window', () => {
    it('plays, with its sharer’s name and the page’s sound switch', async () => {
      await viewer.page.press('w');
      await until('the small window', () => isOpen(viewer));
      await until('its picture to move', () =>
        inWindow(viewer, (page) => {
          const video = page.querySelector<HTMLVideoElement>('[data-testid="pip-video"]');
          return video !== null && video.videoWidth > 0 && video.currentTime > 0 && !video.paused;
        }),
      );
      expect(
        await inWindow(viewer, (page) => page.querySelector('[data-testid="pip-who"]')?.textContent),
      ).toMatch(/./);
      // The styles are the page's: the picture fills the window.
      expect(
        await inWindow(
          viewer,
          (page) => getComputedStyle(page.querySelector('[data-testid="pip"]')!).position,
        ),
      ).toBe('fixed');
      const muted = () =>
        viewer.page.evaluate(() => document.querySelector<HTMLVideoElement>('[data-testid="stage"]')!.muted);
      const before = await muted();
      await inWindow(viewer, (page) => page.querySelector<HTMLElement>('[data-testid="mute"]')!.click());
      await until('the page’s sound to be switched', async () => (await muted()) !== before);
    });

    it('has the page’s own menu of what to receive, and its pointer', async () => {
      await clickInWindow(viewer, 'receive');
      await until('the menu, in the small window', () =>
        inWindow(viewer, (page) => page.querySelector('[data-testid="receive-lines-480"]') !== null),
      );
      await clickInWindow(viewer, 'receive-lines-480');
      await until('what was asked for', async () => {
        await viewer.takeFrames();
        return (await viewer.nextFrame()).height <= 480;
      });
      await clickInWindow(viewer, 'receive-lines-auto');
      await clickInWindow(viewer, 'point');
      await until('the pointer, where the mouse is', () =>
        inWindow(viewer, (page) => {
          const surface = page.querySelector<HTMLElement>('[data-testid="pip"]')!;
          const middle = { clientX: surface.clientWidth / 2, clientY: surface.clientHeight / 2 };
          surface.dispatchEvent(new PointerEvent('pointermove', { ...middle, isPrimary: true }));
          const canvas = page.querySelector<HTMLCanvasElement>('[data-testid="pip-pointers"]')!;
          const pen = canvas.getContext('2d')!;
          return pen.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data[3] === 255;
        }),
      );
      await clickInWindow(viewer, 'point');
    });

    it('has the room’s chat beside the picture', async () => {
      await clickInWindow(viewer, 'chat');
      // Below it, or beside it where the window is wide.
      await until('the chat, apart from the picture', () =>
        inWindow(viewer, (page) => {
          const [video, panel] = ['pip-video', 'chat-panel'].map((id) =>
            page.querySelector(`[data-testid="${id}"]`)?.getBoundingClientRect(),
          );
          return video && panel && (panel.top >= video.bottom - 1 || panel.left >= video.right - 1);
        }),
      );
      await inWindow(viewer, (page) => {
        const field = page.querySelector<HTMLTextAreaElement>('[data-testid="chat-field"]')!;
        field.focus();
        page.execCommand('insertText', false, 'said in the small window');
      });
      await clickInWindow(viewer, 'chat-send');
      await until('the line', () =>
        inWindow(viewer, (page) => /said in the small window/.test(page.body.innerText)),
      );
      await clickInWindow(viewer, 'chat-close');
      await until('the picture to have the window', () =>
        inWindow(viewer, (page) => page.querySelector('[data-testid="chat-panel"]') === null),
      );
    });

    it('says when sharing ends, and shows the next share', async () => {
      await stopSharing(stage.sharer, stage.sample.url);
      await until('the words', () => inWindow(viewer, (page) => /stopped sharing/.test(page.body.innerText)));
      await shareTab(stage.sharer, stage.sample.url);
      await until('the picture again', () =>
        inWindow(viewer, (page) => {
          const video = page.querySelector<HTMLVideoElement>('[data-testid="pip-video"]');
          return (video?.videoWidth ?? 0) > 0 && !/stopped/.test(page.body.innerText);
        }),
      );
    });

    it('closes by its own button, and opens again', async () => {
      await inWindow(viewer, (page) => page.querySelector<HTMLElement>('[data-testid="pip-close"]')!.click());
      await until('the window to close', async () => !(await isOpen(viewer)));
      await viewer.page.press('w');
      await until('the small window', () => isOpen(viewer));
      await viewer.page.press('w');
      await until('the window to close', async () => !(await isOpen(viewer)));
    });

    it('leaves the room for good, and its window with it', async () => {
      await viewer.page.press('w');
      await until('the small window', () => isOpen(viewer));
      await inWindow(viewer, (page) => page.querySelector<HTMLElement>('[data-testid="pip-leave"]')!.click());
      await until('the window to close', async () => !(await isOpen(viewer)));
      await viewer.page.waitText('state-title', /left/i);
      await viewer.takeFrames();
      await viewer.page.click('retry');
      await viewer.nextFrame();
    });

    it('is the browser’s plain one where there is none with controls', async () => {
      await viewer.page.evaluate(() => {
        Object.defineProperty(window, 'documentPictureInPicture', { value: undefined, configurable: true });
      });
      await viewer.page.press('w');
      await viewer.page.waitFor(
        'the plain window',
        () => document.pictureInPictureElement?.getAttribute('data-testid') === 'stage',
        [],
      );
      await viewer.page.press('w');
      await viewer.page.waitFor('it to close', () => !document.pictureInPictureElement, []);
    });
  });
});
