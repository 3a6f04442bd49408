import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXTENSION_ID } from '../build.config.ts';
import type { Browser } from './harness/browser.ts';
import { openPopup } from './harness/extension.ts';
import { launchBare, launchSampleSharer } from './harness/launch.ts';
import { drag } from './harness/mouse.ts';
import type { Page } from './harness/page.ts';
import { makeGrantedProfile, removeProfile } from './harness/profile.ts';
import { popupEnds, shareTab, withPopup } from './harness/room.ts';
import { serveSample, type SampleServer } from './harness/sample-server.ts';
import { Scope } from './harness/scope.ts';
import { SignalingServer } from './harness/server.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';
import { writeBursts } from './harness/wave.ts';

const SIZE = { width: 1280, height: 720 };
/** Hz: what the fake microphone says; the page beeps at 1000. */
const VOICE_HZ = 620;
/** By its number a frame tells which page it is of. */
const SECOND = 500_000;
const ELSEWHERE = 700_000;
const THIRD = 900_000;

describe('a share under way', () => {
  const scope = new Scope();
  let sample: SampleServer;
  let elsewhere: SampleServer;
  let sharer: Browser;
  let alone: Viewer;
  let late: Viewer;
  let link = '';

  beforeAll(async () => {
    scope.own(await SignalingServer.start(), (server) => server.stop());
    sample = scope.own(await serveSample(), (server) => server.close());
    elsewhere = scope.own(await serveSample('127.0.0.1'), (server) => server.close());
    const folder = scope.own(await mkdtemp(path.join(os.tmpdir(), 'porthole-voice-')), (made) =>
      rm(made, { recursive: true, force: true }),
    );
    const voice = path.join(folder, 'voice.wav');
    await writeBursts(voice, VOICE_HZ);
    const template = scope.own(await makeGrantedProfile(['tabCapture', 'webNavigation']), removeProfile);
    sharer = await launchSampleSharer(scope, template, sample, {
      pageSize: SIZE,
      maxFps: 15,
      flags: [
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${voice}`,
        '--auto-select-tab-capture-source-by-title=Third',
      ],
    });
    const watcher = await launchBare(scope);
    link = await shareTab(sharer, sample.url, '1080p30');
    alone = await Viewer.open(watcher, link);
    await alone.nextFrame();
  });
  afterAll(() => scope.close());

  const inPopup = <T>(action: (popup: Page) => Promise<T>, url = sample.url): Promise<T> =>
    withPopup(sharer, url, action);
  const open = async () => Viewer.open(await launchBare(scope), link);

  it('is paused: a card, no sound, next to no bits', async () => {
    await alone.beeps(1);
    await inPopup(async (popup) => {
      await popup.click('pause');
      await popup.waitShown('paused');
      await alone.page.waitText('state-title', /has paused/);
      await until('the card', async () => isDark(await pixel(alone)));
      await alone.takeFrames();
      const { beeps } = await alone.beeps(0);
      late = await open();
      await late.page.waitText('state-title', /has paused/);
      await until('the card', async () => isDark(await pixel(late)));
      await popup.waitFor(
        'the badge to say so',
        async () => (await chrome.action.getBadgeBackgroundColor({}))[0] === 0x8a,
        [],
      );
      await popup.waitFor(
        'the encoders to idle',
        () => Number(document.querySelector('[data-testid="kbps"]')?.getAttribute('value')) < 150,
        [],
      );
      const seen = [...(await alone.takeFrames()), ...(await late.takeFrames())];
      expect(seen.filter(({ counter }) => counter !== null)).toEqual([]);
      expect(seen.every(({ width, height }) => width === SIZE.width && height === SIZE.height)).toBe(true);
      expect((await alone.beeps(0)).beeps - beeps).toBeLessThanOrEqual(1);
    });
  });

  it('goes on, for whoever came meanwhile too', async () => {
    const from = Date.now();
    await inPopup(async (popup) => popup.click('resume'));
    const frames = await Promise.all([alone.nextFrame(), late.nextFrame()]);
    console.log(`resumed: a frame after ${frames.map(({ at }) => at - from).join(' and ')} ms`);
    const { beeps } = await late.beeps(1);
    expect(beeps).toBeGreaterThanOrEqual(1);
    await alone.beeps(1);
  });

  it('changes to another tab without a gap', async () => {
    const second = `${sample.url}?title=Second&fps=15&from=${SECOND}`;
    await (await sharer.open(second)).detach();
    await Promise.all([alone.takeFrames(), late.takeFrames()]);
    const { connections } = await alone.inbound();
    const popup = await openPopup(sharer, second);
    await popup.click('switch-tab');
    await popupEnds(sharer, popup);
    for (const viewer of [alone, late]) {
      const frames = await framesUntil(viewer, (counter) => counter >= SECOND && counter < ELSEWHERE);
      const gaps = frames.map(({ at }, index) => at - (frames[index - 1]?.at ?? at));
      console.log(`another tab: longest gap ${Math.max(...gaps)} ms over ${frames.length} frames`);
      expect(Math.max(...gaps)).toBeLessThan(1500);
    }
    expect((await alone.inbound()).connections).toBe(connections);
    await closeTab(sharer, `${sample.url}?fps`);
    await alone.nextFrame();
  });

  const second = () => `${sample.url}?title=Second`;

  it('shows a part of the picture, and all of it again', async () => {
    const whole = await alone.nextFrame();
    await inPopup(async (popup) => {
      await popup.click('region');
      await popup.waitFor(
        'the picture to choose from',
        () => (document.querySelector('[data-testid="region-picture"]')?.clientHeight ?? 0) > 100,
        [],
      );
      await drag(popup, 'region-picture', [0, 0], [1, 0.5]);
      await popup.click('region-apply');
      await until('the upper half', async () => {
        const frames = await alone.takeFrames();
        return frames.some(
          ({ counter, width, height }) =>
            counter !== null && width > 0.97 * whole.width && Math.abs(height / whole.height - 0.5) < 0.03,
        );
      });
      await popup.click('region');
      await popup.click('region-whole');
      await until('all of it', async () => {
        const frames = await late.takeFrames();
        return frames.some(({ counter, height }) => counter !== null && height === whole.height);
      });
    }, second());
  });

  it('has a voice in it, which can be muted, and taken away', async () => {
    await sharer.cdp.send('Browser.grantPermissions', {
      origin: `chrome-extension://${EXTENSION_ID}`,
      permissions: ['audioCapture'],
    });
    await inPopup(async (popup) => {
      await popup.click('microphone');
      await popup.waitShown('mute');
      await popup.waitFor(
        'the meter to move',
        () =>
          Number(document.querySelector<HTMLMeterElement>('[data-testid="level-microphone"]')?.value) > 20,
        [],
      );
      expect(await hears(alone, VOICE_HZ)).toBeGreaterThan(-60);
      const before = await alone.beeps(1);
      await alone.beeps(before.beeps + 1);
      await popup.click('mute');
      await until('silence', async () => (await hears(alone, VOICE_HZ, 600)) < -75);
      await popup.click('mute');
      await until('the voice', async () => (await hears(alone, VOICE_HZ)) > -60);
      const release = await popup.hold('mute');
      await until('silence while it is held', async () => (await hears(alone, VOICE_HZ, 600)) < -75);
      await release();
      await until('the voice again', async () => (await hears(alone, VOICE_HZ)) > -60);
      // Taken away by the browser, as by who pulls its plug.
      await setMicrophone(sharer, 'denied');
      await popup.waitShown('microphone-trouble');
      await until('silence', async () => (await hears(alone, VOICE_HZ, 600)) < -75);
      await setMicrophone(sharer, 'granted');
      await until('the voice by itself', async () => (await hears(alone, VOICE_HZ)) > -60);
      await popup.click('microphone-off');
      await popup.waitShown('microphone');
      await until('silence', async () => (await hears(alone, VOICE_HZ, 600)) < -75);
    }, second());
  });

  it('pauses by itself before another site is seen, and goes on when told', async () => {
    await inPopup(async (popup) => {
      await popup.waitFor(
        'the site',
        () =>
          /localhost/.test(
            document.querySelector('[data-testid="pause-on-leave"]')?.closest('label')?.textContent ?? '',
          ),
        [],
      );
      await popup.click('pause-on-leave');
      await popup.waitFor(
        'it to be on',
        () =>
          document.querySelector('[data-testid="pause-on-leave"]')?.getAttribute('aria-checked') === 'true',
        [],
      );
    }, second());
    const tab = await sharer.page(second());
    await Promise.all([alone.takeFrames(), late.takeFrames()]);
    await tab.navigate(`${elsewhere.url}?from=${ELSEWHERE}&fps=15`);
    await tab.detach();
    await alone.page.waitText('state-title', /has paused/);
    await until('the card', async () => isDark(await pixel(alone)));
    await inPopup(async (popup) => {
      expect(await popup.waitText('paused', /left/)).toContain('localhost');
      const seen = [...(await alone.takeFrames()), ...(await late.takeFrames())];
      expect(seen.filter(({ counter }) => (counter ?? 0) >= ELSEWHERE)).toEqual([]);
      await popup.click('resume');
      await framesUntil(alone, (counter) => counter >= ELSEWHERE && counter < THIRD);
    }, elsewhere.url);
  });

  it('changes to what is chosen in the browser’s own dialog', async () => {
    await (await sharer.open(`${sample.url}?title=Third&fps=15&from=${THIRD}`)).detach();
    const { connections } = await alone.inbound();
    await inPopup(async (popup) => popup.click('switch-screen'), elsewhere.url);
    await Promise.all([alone, late].map((viewer) => framesUntil(viewer, (counter) => counter >= THIRD)));
    expect((await alone.inbound()).connections).toBe(connections);
  });
});

/** Has the browser allow the microphone, or take it away. */
async function setMicrophone(browser: Browser, setting: 'denied' | 'granted'): Promise<void> {
  const origin = `chrome-extension://${EXTENSION_ID}`;
  await browser.cdp.send('Browser.setPermission', { origin, permission: { name: 'microphone' }, setting });
}

/** Watches until a frame with such a number comes. @returns all frames up to then */
async function framesUntil(viewer: Viewer, match: (counter: number) => boolean) {
  const seen: Awaited<ReturnType<Viewer['takeFrames']>>[number][] = [];
  await until('the other picture', async () => {
    seen.push(...(await viewer.takeFrames()));
    return seen.some(({ counter }) => counter !== null && match(counter));
  });
  return seen;
}

type Colour = readonly [red: number, green: number, blue: number];

/** What the viewer shows, left of the middle. */
function pixel(viewer: Viewer): Promise<Colour> {
  return viewer.page.evaluate(() => {
    const video = document.querySelector<HTMLVideoElement>('video[data-testid="stage"]');
    const context = Object.assign(document.createElement('canvas'), { width: 8, height: 8 }).getContext('2d');
    if (!video || !context) return [255, 255, 255] as const;
    context.drawImage(video, 0, 0, 8, 8);
    const [red = 255, green = 255, blue = 255] = context.getImageData(1, 5, 1, 1).data;
    return [red, green, blue] as const;
  });
}

function isDark([red, green, blue]: Colour): boolean {
  return red + green + blue < 240;
}

/** How loud a tone is at its loudest, in dB of full scale. */
function hears(viewer: Viewer, hz: number, ms = 900): Promise<number> {
  return viewer.page.evaluateAsGesture(
    async (frequency, time) => {
      const stream = document.querySelector<HTMLVideoElement>('video[data-testid="stage"]')?.srcObject;
      if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) return -200;
      const audio = new AudioContext();
      const analyser = new AnalyserNode(audio, { fftSize: 4096, smoothingTimeConstant: 0 });
      audio.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(analyser);
      const bins = new Float32Array(analyser.frequencyBinCount);
      const at = Math.round((frequency * 4096) / audio.sampleRate);
      const end = performance.now() + time;
      let loudest = -200;
      while (performance.now() < end) {
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
        analyser.getFloatFrequencyData(bins);
        loudest = Math.max(loudest, ...bins.subarray(at - 2, at + 3));
      }
      await audio.close();
      return loudest;
    },
    hz,
    ms,
  );
}

async function closeTab(browser: Browser, url: string): Promise<void> {
  const page = await browser.page(url);
  await page.close();
}
