import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findBrowser } from './find-browser.ts';
import { run } from './run.ts';

/**
 * Finds the machine's browser, or installs one: Debian's own as root, else Playwright's download.
 * @returns the executable's path, or null when it could not be installed
 */
export async function requireBrowser(): Promise<string | null> {
  const found = await findBrowser();
  if (found) return found;
  console.log('No Chromium, Edge or Chrome found; installing one.');
  const isRoot = process.getuid?.() === 0;
  if (isRoot && (await isDebian())) await installDebian();
  else await installPlaywright(isRoot && process.platform === 'linux');
  return findBrowser();
}

async function installDebian(): Promise<void> {
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
}

async function installPlaywright(withSystemLibraries: boolean): Promise<void> {
  const packageFile = createRequire(import.meta.url).resolve('playwright-core/package.json');
  const cli = path.join(path.dirname(packageFile), 'cli.js');
  const flags = withSystemLibraries ? ['--with-deps'] : [];
  await run(process.execPath, [cli, 'install', ...flags, 'chromium']);
}

/** Ubuntu's `chromium` package is a snap, which reaches neither /tmp nor the checkout: only Debian's own will do. */
async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID=debian$/m.test(release);
}
