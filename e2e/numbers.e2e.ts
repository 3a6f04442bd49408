import { beforeAll, describe, expect, it } from 'vitest';
import { extensionUrl } from './harness/extension.ts';
import type { Page } from './harness/page.ts';
import { percentile } from './harness/percentile.ts';
import { shareTab, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

/** Its rungs have 720, 480 and 240 lines. */
const PAGE = { pageSize: { width: 1280, height: 720 }, maxFps: 30 } as const;
/** ms by which a delay that was measured by clocks may differ from the one read off the picture: two frames, and painting. */
const DELAY_SLACK_MS = 80;
/** Share by which the rates of two different seconds differ on a busy machine. */
const FPS_SLACK = 0.35;

/** A figure's number, as the page shows it; null while there is none. */
async function figure(page: Page, name: string): Promise<number | null> {
  const text = await page.text(`stats-${name}`);
  const found = text === null ? null : /[\d.]+/.exec(text)?.[0];
  return found === undefined || found === null ? null : Number(found);
}

/** Columns of a plot's canvas in which a line was drawn, in px of the canvas. */
function inkedColumns(page: Page, plot: string): Promise<number> {
  return page.evaluate((id) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`[data-testid="plot-${id}"] canvas`);
    if (!canvas || canvas.width === 0) return 0;
    const style = getComputedStyle(canvas).getPropertyValue('--accent').trim();
    const probe = new OffscreenCanvas(1, 1).getContext('2d')!;
    probe.fillStyle = style;
    probe.fillRect(0, 0, 1, 1);
    const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    const inked = new Set<number>();
    for (let at = 0; at < data.length; at += 4) {
      const away =
        Math.abs(data[at]! - red!) + Math.abs(data[at + 1]! - green!) + Math.abs(data[at + 2]! - blue!);
      if (data[at + 3]! > 200 && away < 30) inked.add((at / 4) % width);
    }
    return inked.size;
  }, plot);
}

async function readClipboard(page: Page): Promise<string> {
  await page.send('Page.bringToFront').catch(() => undefined);
  return page.evaluateAsGesture(() => navigator.clipboard.readText());
}

describe('the numbers', () => {
  const stage = useStage({ sharer: PAGE });
  let link = '';
  let viewer: Viewer;
  let other: Viewer;

  beforeAll(async () => {
    link = await shareTab(stage.sharer, stage.sample.url);
    viewer = await Viewer.open(stage.watcher, link, 'window');
    other = await Viewer.open(stage.watcher, link, 'window');
    await Promise.all([viewer.nextFrame(), other.nextFrame()]);
    const permissions = ['clipboardReadWrite', 'clipboardSanitizedWrite'];
    const origins = [
      [stage.watcher, new URL(link).origin],
      [stage.sharer, extensionUrl('popup').replace(/\/popup.*/, '')],
    ] as const;
    for (const [browser, origin] of origins)
      await browser.cdp.send('Browser.grantPermissions', { origin, permissions });
    await viewer.page.click('stats-toggle');
  });

  const inDetails = <T>(action: (popup: Page) => Promise<T>): Promise<T> =>
    withPopup(stage.sharer, stage.sample.url, async (popup) => {
      await popup.click('details');
      await popup.waitShown('plot-times');
      return action(popup);
    });

  it('of a viewer are those of the picture that it really shows', async () => {
    await until('the whole way to be known', async () => (await figure(viewer.page, 'captured')) !== null);
    const [size, shown, delay] = await until(
      'figures that are those of the frames',
      async () => {
        await viewer.takeFrames();
        const { page } = viewer;
        const from = Date.now();
        await until('two seconds of frames', () => Date.now() - from > 2000);
        const frames = await viewer.takeFrames();
        const fps = (frames.length * 1000) / (Date.now() - from);
        const latency =
          percentile(
            frames.flatMap(({ latencyMs }) => latencyMs ?? []),
            0.5,
          ) ?? Infinity;
        const said = await Promise.all(['screen', 'delay'].map((name) => figure(page, name)));
        const [shownFps, delayMs] = said.map((value) => value ?? Infinity);
        const isTrue =
          Math.abs(shownFps! - fps) < Math.max(5, fps * FPS_SLACK) &&
          Math.abs(delayMs! - latency) < DELAY_SLACK_MS;
        return isTrue && ([`${frames.at(-1)?.width}×${frames.at(-1)?.height}`, shownFps!, delayMs!] as const);
      },
      20_000,
    );
    const { page } = viewer;
    expect(await page.text('stats-size')).toBe(size);
    expect(shown).toBeGreaterThan(5);
    expect(delay).toBeGreaterThan(0);
    expect(await page.text('stats-delay')).toMatch(/^\d+ ms$/);
    expect(await page.text('stats-people')).toBe('2/14');
    expect(await page.text('stats-path')).toMatch(/^Direct/);
    expect(await page.text('stats-codec')).toMatch(/^(?:H264|VP8|VP9|AV1)$/);
    for (const name of ['captured', 'encoded', 'sent', 'decoded'])
      expect([name, ((await figure(page, name)) ?? 0) > 4]).toEqual([name, true]);
  });

  it('are drawn, and go on while nobody looks at them', async () => {
    const before = await until('lines in all plots', async () => {
      const inked = await Promise.all(
        ['rate', 'frames', 'times'].map((plot) => inkedColumns(viewer.page, plot)),
      );
      return inked.every((columns) => columns > 3) && inked;
    });
    await viewer.page.press('s');
    await until('the panel to close', async () => !(await viewer.page.has('stats')));
    const from = Date.now();
    await until('some seconds to pass', () => Date.now() - from > 3000);
    await viewer.page.press('s');
    await viewer.page.waitShown('plot-times');
    await until(
      'a line that has grown meanwhile',
      async () => (await inkedColumns(viewer.page, 'rate')) > before[0]! + 3,
      1500,
    );
  });

  it('of the sharer are there for each who watches, and say what holds them back', async () => {
    // A pointer that rests hides the controls.
    await viewer.page.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: 640, y: 300 });
    await viewer.page.click('receive');
    await viewer.page.click('receive-lines-480');
    await viewer.page.press('Escape');
    await viewer.page.waitText('stats-shown', /480p.*as asked/);
    await viewer.page.waitText('stats-size', /×480$/);
    await until('frames of 480 lines', async () => {
      await viewer.takeFrames();
      return (await viewer.nextFrame()).height === 480;
    });
    await inDetails(async (popup) => {
      const up = await until('what goes up', async () => figure(popup, 'up'));
      expect(up).toBeGreaterThan(0);
      const asked = '[data-testid="stats-shown"][data-reason="asked"]';
      const ids = await popup.evaluate(
        () => document.querySelectorAll('[data-testid="numbers-about"]').length,
      );
      expect(ids).toBe(1);
      await popup.click('numbers-about');
      const items = await popup.waitFor(
        'the list of those who watch',
        () => {
          const found = [...document.querySelectorAll('[data-testid^="numbers-about-up-"]')];
          return found.length === 2 ? found.map((item) => item.getAttribute('data-testid')!) : null;
        },
        [],
      );
      await popup.click(items[0]!);
      await popup.waitText('stats-shown', /./);
      const isAsked = await popup.evaluate((css) => document.querySelector(css) !== null, asked);
      if (!isAsked) {
        await popup.click('numbers-about');
        await popup.click(items[1]!);
      }
      await popup.waitFor('why it gets no more', (css) => document.querySelector(css) !== null, [asked]);
      await popup.waitText('stats-size', /×480$/);
      // What only the viewer can know.
      await until('what the viewer tells', async () => ((await figure(popup, 'screen')) ?? 0) > 4);
      expect(await figure(popup, 'delay')).toBeGreaterThan(0);
      await until('a line', async () => (await inkedColumns(popup, 'rate')) > 3);
    });
  });

  it('show in the popup how each of them does, and how the bit rate went', async () => {
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      const told = await popup.waitFor(
        'word of both',
        () => {
          const found = [...document.querySelectorAll<HTMLElement>('[data-testid^="health-"]')];
          const words = found.map(({ textContent }) => textContent.trim());
          return words.length === 2 && words.every((text) => text.endsWith('ms')) ? words : null;
        },
        [],
      );
      for (const words of told) expect(words).toMatch(/^(?:Good|Fair) · \d+ ms$/);
      // It began long before this popup was opened.
      await popup.waitFor(
        'the line of the last seconds',
        () =>
          (document.querySelector('[data-testid="spark"] path + path')?.getAttribute('d') ?? '').split('L')
            .length > 8,
        [],
      );
    });
  });

  it('can be copied as a report that leads to nobody', async () => {
    const { hostname, port, pathname, hash } = new URL(link);
    const secrets = [hostname, port, pathname.split('/').at(-1)!, hash.slice(1), 'Guest', '127.0.0.1'];
    await viewer.page.send('Page.bringToFront');
    await viewer.page.click('copy-report');
    const seen = await until('the report', async () => {
      const text = await readClipboard(viewer.page);
      return text.startsWith('Porthole report') && text;
    });
    const shared = await inDetails(async (popup) => {
      await popup.click('copy-report');
      await popup.waitText('copy-report', /Copied/);
      return readClipboard(popup);
    });
    for (const report of [seen, shared]) for (const secret of secrets) expect(report).not.toContain(secret);
    expect(seen).toMatch(
      /received: \d+x480, \w+, .*fps captured\/encoded\/sent\/decoded\/shown [\d.]+\/[\d.]+\/[\d.]+/,
    );
    expect(shared).toMatch(/Sharing: tab, 1080p30, detail, with sound, source 1280x720/);
    expect(shared).toMatch(/held to: 480p, [\d.]+ fps, asked/);
    expect(shared).toMatch(/^-?\d+\t\d+/m);
  });
});
