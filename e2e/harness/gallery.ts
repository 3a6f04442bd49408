import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build, preview } from 'vite';
import { DEFINES } from '../../build.config.ts';
import { inRoot } from '../../scripts/lib/root.ts';
import type { Browser } from './browser.ts';
import type { Page } from './page.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';

/** A state of the interface as the gallery lists it. */
interface GalleryState {
  readonly name: string;
  readonly kind: 'popup' | 'viewer' | 'page';
  readonly does?: readonly string[];
}

/** The gallery of all states, built and open in a page. */
export interface Gallery {
  readonly page: Page;
  readonly states: readonly GalleryState[];
  /** Shows one, with its pictures and what is done in it. */
  show(state: GalleryState): Promise<void>;
}

/** Builds the gallery, serves it for the length of the scope, and opens it. */
export async function openGallery(scope: Scope, browser: Browser): Promise<Gallery> {
  const outDir = scope.own(await mkdtemp(path.join(os.tmpdir(), 'porthole-gallery-')), (folder) =>
    rm(folder, { recursive: true, force: true }),
  );
  const config = {
    root: inRoot('extension', 'ui', 'gallery'),
    configFile: false,
    define: DEFINES,
    logLevel: 'error',
  } as const;
  await build({ ...config, build: { outDir, emptyOutDir: true, target: 'esnext', minify: false } });
  const server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  scope.own(server, (open) => open.close());
  const address = server.resolvedUrls?.local[0] ?? '';
  const page = await browser.open(address, 'window');
  await page.waitFor('the gallery', () => 'gallery' in globalThis, []);
  const states = await page.evaluate(
    () => (globalThis as unknown as { gallery: readonly GalleryState[] }).gallery,
  );
  return {
    page,
    states,
    async show({ name, does = [] }) {
      await page.navigate(`${address}?state=${name}`);
      await page.waitFor(
        name,
        (wanted) =>
          location.search === `?state=${wanted}` &&
          document.querySelector('main') !== null &&
          [...document.querySelectorAll('video')].every((video) => !video.srcObject || video.videoWidth > 0),
        [name],
      );
      for (const step of does) {
        if (step.startsWith('@')) await page.waitShown(step.slice(1));
        else if (step.startsWith('#')) await page.click(step.slice(1));
        else await page.press(step);
      }
    },
  };
}

/** Has a page think that the system prefers a colour scheme. */
export async function preferScheme(page: Page, scheme: 'dark' | 'light'): Promise<void> {
  await page.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  });
  await until(`the ${scheme} scheme`, () =>
    page.evaluate((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, scheme),
  );
}
