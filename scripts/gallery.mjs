// Takes a picture of every state of the interface: `npm run gallery [-- name] [--language=ru]`, into gallery-out/.
// With --serve it only serves the gallery, to look at with one's own browser.
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';

const OUT = 'gallery-out';
const SIZES = {
  popup: [[360, 600]],
  page: [
    [360, 740],
    [768, 1024],
    [1280, 800],
  ],
  viewer: [
    [360, 740],
    [768, 1024],
    [1280, 720],
    [2560, 1440],
  ],
};
const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const only = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
const language =
  process.argv.find((argument) => argument.startsWith('--language='))?.slice('--language='.length) ?? 'en';
const server = await createServer({ configFile: 'extension/ui/gallery/vite.config.ts', logLevel: 'error' });
await server.listen();
const address = server.resolvedUrls.local[0];

if (process.argv.includes('--serve')) {
  console.log(address);
} else {
  try {
    await takePictures();
  } finally {
    await server.close();
  }
}

async function takePictures() {
  await mkdir(OUT, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.PORTHOLE_BROWSER ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
  });
  try {
    const states = (await listStates(browser)).filter(({ name }) => !only || name.includes(only));
    for (const colorScheme of ['dark', 'light']) {
      const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(error));
      for (const state of states) await takeState(page, state, colorScheme);
      await context.close();
    }
    console.log(`${states.length} states, in ${OUT}/`);
  } finally {
    await browser.close();
  }
}

async function listStates(browser) {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'gallery' in window);
  const states = await page.evaluate(() => window.gallery);
  await page.close();
  return states;
}

async function takeState(page, { name, kind, does = [] }, colorScheme) {
  for (const [width, height] of SIZES[kind]) {
    await page.setViewportSize({ width, height });
    await page.goto(`${address}?state=${name}&language=${language}`);
    await page.locator('main').waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('video')].every((video) => !video.srcObject || video.videoWidth > 0),
    );
    for (const step of does) {
      if (step.startsWith('@')) await page.getByTestId(step.slice(1)).waitFor();
      else if (step.startsWith('~')) await page.getByTestId(step.slice(1)).hover();
      else if (step.startsWith('#')) await page.getByTestId(step.slice(1)).click();
      else await page.keyboard.press(step);
    }
    const path = `${OUT}/${name}-${width}-${colorScheme}.png`;
    if (kind === 'popup') await page.locator('main').screenshot({ path });
    else await page.screenshot({ path, fullPage: kind === 'page' });
  }
}
