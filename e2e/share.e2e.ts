import { beforeAll, describe, expect, it } from 'vitest';
import { PRESETS } from '../extension/core/presets.ts';
import { closePopup, extensionUrl, killWorker, openPopup } from './harness/extension.ts';
import { shareTab, stopSharing, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { Viewer } from './harness/viewer.ts';

/** On two cores a tab is painted and encoded in software: this many frames are there on a bad day. */
const MIN_FPS = 5;

describe('a shared tab', () => {
  const stage = useStage();
  let link = '';
  let viewer: Viewer;

  beforeAll(async () => {
    link = await shareTab(stage.sharer, stage.sample.url, '1080p30');
    viewer = await Viewer.open(stage.watcher, link);
    await viewer.nextFrame();
  });

  const inPopup = <T>(action: Parameters<typeof withPopup<T>>[2]): Promise<T> =>
    withPopup(stage.sharer, stage.sample.url, action);

  it('gives a link with a room and a key', () => {
    expect(link).toMatch(/^http:\/\/localhost:\d+\/r\/[\w-]{16}#[\w-]{22}$/);
  });

  it('shows the viewer what the sharer sees, frame by frame', async () => {
    const sharer = await stage.sharer.page(stage.sample.url);
    const first = await viewer.nextFrame();
    const second = await viewer.nextFrame();
    const drawn = Number.parseInt(
      (await sharer.evaluate(() => document.getElementById('numbers')?.textContent)) ?? '',
    );
    await sharer.detach();
    expect(second.counter).toBeGreaterThan(first.counter);
    expect(drawn).toBeGreaterThan(second.counter);
    expect(drawn - second.counter).toBeLessThan(300);
  });

  it('keeps to the preset in size and frame rate, and stays readable and prompt', async () => {
    const { width, height, fps, latencyMsP50, readable } = await viewer.measure(5000);
    const preset = PRESETS['1080p30'];
    expect([width, height]).toEqual([preset.width, preset.height]);
    expect(fps).toBeGreaterThan(MIN_FPS);
    expect(fps).toBeLessThan(preset.fps * 1.15);
    expect(readable).toBeGreaterThan(0.9);
    expect(latencyMsP50).toBeGreaterThan(0);
    expect(latencyMsP50).toBeLessThan(1000);
  });

  it('lets the viewer hear the tab', async () => {
    const { periodMs } = await viewer.beeps(3);
    expect(periodMs).toBeGreaterThan(900);
    expect(periodMs).toBeLessThan(1100);
  });

  it('is reported in the popup: state, viewers, rates, link', async () => {
    await inPopup(async (popup) => {
      expect(await popup.waitText('status', /sharing/i)).toBe('Sharing a tab');
      expect(await popup.waitText('viewer-count', /^1\//)).toBe('1/14');
      expect(await popup.text('room-link')).toBe(link);
      await popup.waitFor(
        'bit rate and frame rate',
        () =>
          ['kbps', 'fps'].every(
            (id) => Number(document.querySelector(`[data-testid="${id}"]`)?.getAttribute('value')) > 0,
          ),
        [],
      );
      expect(await popup.has('qr')).toBe(true);
    });
  });

  it('goes on while the popup is closed and opened again', async () => {
    const popup = await openPopup(stage.sharer, stage.sample.url);
    await closePopup(stage.sharer, popup);
    await viewer.takeFrames();
    await viewer.nextFrame();
    await inPopup(async (again) => expect(await again.waitText('room-link', /#/)).toBe(link));
  });

  it('puts the link on the clipboard by itself, and again when asked', async () => {
    await stage.sharer.cdp.send('Browser.grantPermissions', {
      origin: new URL(stage.sample.url).origin,
      permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'],
    });
    const page = await stage.sharer.page(stage.sample.url);
    await page.send('Page.bringToFront');
    const clipboard = () => page.waitFor('the clipboard', () => navigator.clipboard.readText(), []);
    expect(await clipboard()).toBe(link);
    await page.evaluateAsGesture(() => navigator.clipboard.writeText('something else'));
    await inPopup(async (popup) => {
      await popup.click('copy-link');
      await popup.waitText('copy-link', /copied/i);
    });
    expect(await clipboard()).toBe(link);
    await page.detach();
  });

  it('is marked by a badge on the icon', async () => {
    // Any page of the extension may ask; the worker is left alone.
    const page = await stage.sharer.open(extensionUrl('viewer'), 'window');
    const badge = await page.waitFor('a badge', () => chrome.action.getBadgeText({}), []);
    expect(badge).not.toBe('');
    await page.close();
  });

  it('survives the death of the worker', async () => {
    await killWorker(stage.sharer);
    await viewer.takeFrames();
    const { fps } = await viewer.measure(2000);
    expect(fps).toBeGreaterThan(MIN_FPS);
    await inPopup(async (popup) => {
      expect(await popup.waitText('room-link', /#/)).toBe(link);
      expect(await popup.waitText('viewer-count', /^1\//)).toBe('1/14');
    });
  });

  it('ends for the viewer when Stop is pressed, and says so', async () => {
    await stopSharing(stage.sharer, stage.sample.url);
    expect(await viewer.page.waitText('state-title', /stopped sharing/)).toMatch(/stopped sharing$/);
    await viewer.pictureEnds();
  });

  it('can be shared again into the same room, and the waiting viewer sees it', async () => {
    expect(await shareTab(stage.sharer, stage.sample.url)).toBe(link);
    await viewer.nextFrame();
  });
});
