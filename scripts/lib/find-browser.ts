import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Names on the PATH, the ones that still take `--load-extension` first. Ubuntu's snap is last: it cannot see /tmp. */
const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'google-chrome-stable',
  'google-chrome',
];

const MAC_APPS = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
];

const WINDOWS_PROGRAMS = [
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Finds a Chromium, Edge or Chrome on this machine.
 * `PORTHOLE_BROWSER` names one outright; Playwright's own download counts too.
 * @returns the executable's path, or null
 */
export async function findBrowser(): Promise<string | null> {
  const named = process.env['PORTHOLE_BROWSER'];
  if (named) return named;
  const installed = candidates().find(isExecutable);
  return installed ?? (await playwrightBrowser());
}

function candidates(): string[] {
  const env = process.env;
  if (process.platform === 'darwin') {
    return ['/Applications', path.join(env['HOME'] ?? '', 'Applications')].flatMap((folder) =>
      MAC_APPS.map((app) => path.join(folder, app)),
    );
  }
  if (process.platform === 'win32') {
    return [env['LOCALAPPDATA'], env['PROGRAMFILES'], env['PROGRAMFILES(X86)']].flatMap((folder) =>
      folder ? WINDOWS_PROGRAMS.map((program) => path.join(folder, program)) : [],
    );
  }
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder && !isSnap(folder));
  return [
    ...LINUX_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    '/snap/bin/chromium',
  ];
}

function isSnap(folder: string): boolean {
  return folder.startsWith('/snap/');
}

async function playwrightBrowser(): Promise<string | null> {
  const { chromium } = await import('playwright-core');
  const file = chromium.executablePath();
  return file && isExecutable(file) ? file : null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
