import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureContrast } from './harness/contrast.ts';
import { openGallery, preferScheme, type Gallery } from './harness/gallery.ts';
import { launchBare } from './harness/launch.ts';
import type { Page } from './harness/page.ts';
import { Scope } from './harness/scope.ts';

/** Everything that axe-core looks for: WCAG 2.2 up to AA, and what it calls best practice. */
const ALL: RunOptions = { resultTypes: ['violations'] };
/** WCAG 1.4.3: text against what is behind it. */
const AA_TEXT = 4.5;
/** Where there is most text on top of a picture. */
const OVER_PICTURES = [
  'viewer-watching',
  'viewer-weak-link-figures',
  'viewer-zoomed',
  'viewer-click-for-sound',
  'viewer-two-sharers',
  'viewer-tampering',
  'viewer-host-knock',
];
/** What another colour scheme can change. */
const COLOURS: RunOptions = { ...ALL, runOnly: ['color-contrast', 'link-in-text-block'] };

describe('every state of the interface', () => {
  const scope = new Scope();
  let gallery: Gallery;

  beforeAll(async () => {
    gallery = await openGallery(scope, await launchBare(scope));
    const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await gallery.page.send('Page.enable');
    await gallery.page.send('Page.addScriptToEvaluateOnNewDocument', { source });
  });
  afterAll(() => scope.close());

  /** Each violation in a line. */
  const violations = (options: RunOptions): Promise<readonly string[]> =>
    gallery.page.evaluate(async (text) => {
      const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
      const found = await axe.run(JSON.parse(text) as object);
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
      );
    }, JSON.stringify(options));

  it('passes axe, in both colour schemes', async () => {
    const found: Record<string, readonly string[]> = {};
    for (const state of gallery.states) {
      await preferScheme(gallery.page, 'dark');
      await gallery.show(state);
      const dark = await violations(ALL);
      await preferScheme(gallery.page, 'light');
      const light = (await isDark(gallery.page)) ? [] : await violations(COLOURS);
      if (dark.length + light.length > 0)
        found[state.name] = [...dark, ...light.map((line) => `light ${line}`)];
    }
    expect(gallery.states.length).toBeGreaterThan(60);
    expect(found).toEqual({});
  });

  it.each([
    ['black', 'brightness(0)'],
    ['white', 'brightness(0) invert(1)'],
  ])('can be read on glass over a %s picture', async (_, filter) => {
    const faint: string[] = [];
    await preferScheme(gallery.page, 'dark');
    for (const state of gallery.states.filter(({ name }) => OVER_PICTURES.includes(name))) {
      await gallery.show(state);
      await gallery.page.waitFor('the picture', isWatching, []);
      await gallery.page.evaluate((css) => {
        for (const video of document.querySelectorAll('video')) video.style.filter = css;
      }, filter);
      const texts = await measureContrast(gallery.page);
      expect(texts.length).toBeGreaterThan(1);
      for (const { text, ratio } of texts) {
        if (ratio < AA_TEXT) faint.push(`${state.name}: “${text}” ${ratio}`);
      }
    }
    expect(faint).toEqual([]);
  });
});

/** Around a picture everything is dark, whatever the system prefers. */
function isDark(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.dataset['theme'] === 'dark');
}

/** In the page: the card is gone, and there is a picture instead. */
function isWatching(): boolean {
  return (
    document.querySelector('main[data-state="watching"]') !== null &&
    !document.querySelector('[data-testid="state"]')
  );
}
