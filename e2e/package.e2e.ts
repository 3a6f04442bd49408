import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SERVER_ORIGIN } from '../build.config.ts';
import { firstLoad } from '../scripts/lib/first-load.ts';
import { inRoot } from '../scripts/lib/root.ts';
import { EXTENSION_DIR } from './harness/extension.ts';

/** What the store gets, read as files: no browser is needed. */
interface Manifest {
  readonly permissions: readonly string[];
  readonly optional_permissions: readonly string[];
  readonly optional_host_permissions: readonly string[];
  readonly [key: string]: unknown;
}

const manifest = JSON.parse(await readFile(path.join(EXTENSION_DIR, 'manifest.json'), 'utf8')) as Manifest;

async function filesOf(ending: string): Promise<(readonly [string, string])[]> {
  const names = (await readdir(EXTENSION_DIR, { recursive: true })).filter((name) => name.endsWith(ending));
  return Promise.all(
    names.map(async (name) => [name, await readFile(path.join(EXTENSION_DIR, name), 'utf8')] as const),
  );
}

describe('the built manifest', () => {
  it('asks for what the README lists, and no more', async () => {
    expect(manifest.permissions).toEqual([
      'offscreen',
      'storage',
      'declarativeNetRequestWithHostAccess',
      'scripting',
    ]);
    expect(manifest.optional_permissions).toEqual(['tabCapture', 'webNavigation']);
    expect(manifest.optional_host_permissions).toEqual(['http://*/*', 'https://*/*']);
    const readme = await readFile(inRoot('README.md'), 'utf8');
    for (const permission of manifest.permissions) expect(readme).toContain(`| \`${permission}\` |`);
    for (const permission of manifest.optional_permissions)
      expect(readme).toContain(`| \`${permission}\` (optional) |`);
  });

  it('has nothing that opens the extension: no policy of its own, no script in pages, no page for others', () => {
    // Without one, Manifest V3 has `script-src 'self'; object-src 'self'`.
    for (const key of [
      'content_security_policy',
      'content_scripts',
      'host_permissions',
      'web_accessible_resources',
      'sandbox',
      'devtools_page',
      'update_url',
    ]) {
      expect(manifest).not.toHaveProperty(key);
    }
    expect(manifest['externally_connectable']).toEqual({ matches: [`${SERVER_ORIGIN}/*`] });
    expect(JSON.stringify(manifest)).not.toContain('unsafe');
  });
});

describe('the built pages', () => {
  it('run their own files alone', async () => {
    const pages = await filesOf('.html');
    expect(pages.length).toBeGreaterThanOrEqual(5);
    for (const [, html] of pages) {
      for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag).toMatch(/ src="\/[^/]/);
      expect(html).not.toMatch(/<(?:script|link|iframe|img)[^>]+(?:src|href)="(?!\/[^/])/);
      expect(html).not.toMatch(/ on\w+=|javascript:/i);
    }
  });

  it('make no code from text, and take none from elsewhere', async () => {
    const scripts = await filesOf('.js');
    expect(scripts.length).toBeGreaterThan(5);
    for (const [name, code] of scripts) {
      const found = code.match(
        /(?<![\w$.])eval\(|new Function\(|importScripts\(|import\(\s*[`"']https?:|\.wasm\b/,
      );
      expect([name, found?.[0]]).toEqual([name, undefined]);
    }
  });
});

describe('what a page loads before there is anything to be seen', () => {
  it.each(['viewer', 'options', 'chat', 'recordings', 'welcome'])(
    '%s begins itself, and no other page with it',
    async (page) => {
      const { files } = await firstLoad(EXTENSION_DIR, `${page}.html`);
      const codes = await Promise.all(files.map((file) => readFile(path.join(EXTENSION_DIR, file), 'utf8')));
      expect(codes.filter((code) => code.includes('#root'))).toHaveLength(1);
    },
  );

  /** kB (1000 bytes) of script, compressed. The extension's page comes from the disk, with what makes up for other browsers. */
  it.each([
    ['viewer on the web', inRoot('signaling', 'dist', 'web'), 'index.html', 150],
    ['viewer in the extension', EXTENSION_DIR, 'viewer.html', 155],
    // The browser shows a popup when all of this has run.
    ['popup', EXTENSION_DIR, 'popup.html', 5],
    // Nobody sees it: it has none of what draws.
    ['offscreen document', EXTENSION_DIR, 'offscreen.html', 75],
  ] as const)('%s is no more script than it may be', async (where, folder, page, mostKb) => {
    const { gzipBytes, files } = await firstLoad(folder, page);
    const kilobytes = Math.round(gzipBytes / 100) / 10;
    console.log(`First load ${where}: ${kilobytes} kB of script in ${files.length} files`);
    expect(files.length).toBeGreaterThan(1);
    expect(kilobytes).toBeGreaterThan(mostKb / 4);
    expect(kilobytes).toBeLessThanOrEqual(mostKb);
  });
});
